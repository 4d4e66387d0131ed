package studio.unclip.app.control;

import javafx.geometry.Orientation;
import javafx.scene.layout.Region;

/**
 * A part of the window whose changes are laid out in it alone. To JavaFX any new word or length inside is a reason to ask
 * every part around it, up to the whole window, for its size again, which takes longer than a pulse while the model has the
 * cores. Window thread.
 */
public final class Apart extends Region {
    private final Region part;

    /** @param part fills the place; its own sizes are this one's */
    public Apart(Region part) {
        this.part = part;
        // What is not managed is laid out by itself, from it down.
        part.setManaged(false);
        getChildren().add(part);
    }

    /** To be called when the part may need another height than it has: those around it are asked only if it does. */
    public void fit() {
        double needed = Math.max(part.minHeight(getWidth()), part.prefHeight(getWidth()));
        if (snapSizeY(needed) != getHeight()) {
            requestLayout();
        }
    }

    @Override
    public Orientation getContentBias() {
        return part.getContentBias();
    }

    @Override
    protected double computeMinWidth(double height) {
        return part.minWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return part.minHeight(width);
    }

    @Override
    protected double computePrefWidth(double height) {
        return part.prefWidth(height);
    }

    @Override
    protected double computePrefHeight(double width) {
        return part.prefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        part.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
