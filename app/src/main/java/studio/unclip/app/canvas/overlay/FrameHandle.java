package studio.unclip.app.canvas.overlay;

import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.geom.IntRect;

/** One side or corner of a frame to be pulled by the pointer or, with the focus, by the arrow keys. */
final class FrameHandle extends Region {
    private static final int STEP = 1;
    private static final int LARGE_STEP = 16;

    private final FrameSide side;
    private final ResizableFrame model;
    private final Workspace workspace;

    FrameHandle(FrameSide side, ResizableFrame model, Workspace workspace) {
        this.side = side;
        this.model = model;
        this.workspace = workspace;
        setId("frame-" + side.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        getStyleClass().addAll("frame-handle", side.isCorner() ? "frame-corner" : "frame-side");
        setCursor(side.cursor());
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.SLIDER);
        setAccessibleText(side.words() + " of the frame");
        setAccessibleHelp("Arrow keys move it by a pixel, with Shift by 16.");
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    FrameSide side() {
        return side;
    }

    private void keyPressed(KeyEvent event) {
        int step = event.isShiftDown() ? LARGE_STEP : STEP;
        int dx = 0;
        int dy = 0;
        switch (event.getCode()) {
            case LEFT -> dx = -step;
            case RIGHT -> dx = step;
            case UP -> dy = -step;
            case DOWN -> dy = step;
            default -> {
                return;
            }
        }
        model.frame().set(side.moved(model.frame().get(), dx, dy, model));
        event.consume();
    }

    void valueChanged() {
        notifyAccessibleAttributeChanged(AccessibleAttribute.VALUE_STRING);
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        IntRect picture = workspace.document().get().bounds();
        return switch (attribute) {
            case VALUE -> (double) side.outside(model.frame().get(), picture);
            case VALUE_STRING -> words(side.outside(model.frame().get(), picture));
            default -> super.queryAccessibleAttribute(attribute, parameters);
        };
    }

    private static String words(int outside) {
        return outside == 0
                ? "at the picture's border"
                : Math.abs(outside) + " pixels " + (outside > 0 ? "outside" : "inside");
    }
}
