package studio.unclip.app.panel.tray;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.Pane;

/** Lays out square pictures with a caption each, as large as the room allows: one row in a strip, several in a field. */
final class TileGrid extends Pane {
    private static final double GAP = 12;
    private static final double LARGEST = 420;
    private static final double SMALLEST = 64;

    private final double captionHeight;
    private final ReadOnlyDoubleWrapper inset = new ReadOnlyDoubleWrapper(this, "inset");
    private boolean centred = true;
    private int columns = 1;

    /** @param captionHeight room below each square */
    TileGrid(double captionHeight) {
        this.captionHeight = captionHeight;
    }

    /**
     * Columns and side for so many tiles.
     *
     * @param side of the square, pixels
     */
    record Plan(int columns, double side) {
        static Plan of(int count, double width, double height, double captionHeight) {
            Plan best = new Plan(1, 0);
            for (int columns = 1; columns <= Math.max(1, count); columns++) {
                int rows = (count + columns - 1) / columns;
                double side = Math.min(
                        (width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows - captionHeight);
                if (side > best.side()) {
                    best = new Plan(columns, side);
                }
            }
            return new Plan(best.columns(), Math.floor(Math.clamp(best.side(), SMALLEST, LARGEST)));
        }
    }

    /** Whether the tiles stand in the middle; else at the left edge. */
    void setCentred(boolean wanted) {
        centred = wanted;
        requestLayout();
    }

    /** The tile that lies so many rows further down, or that many columns further right; the same if there is none. */
    int neighbour(int from, int right, int down) {
        int row = from / columns + down;
        int column = from % columns + right;
        int to = right == 0 ? row * columns + column : from + right;
        return row >= 0 && to >= 0 && to < getManagedChildren().size() ? to : from;
    }

    /** How far the first column lies from the left edge: what stands above can be aligned with it. */
    ReadOnlyDoubleProperty inset() {
        return inset.getReadOnlyProperty();
    }

    @Override
    protected double computeMinHeight(double width) {
        return SMALLEST + captionHeight;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 150 + captionHeight;
    }

    @Override
    protected void layoutChildren() {
        int count = getManagedChildren().size();
        if (count == 0) {
            return;
        }
        Plan plan = Plan.of(count, getWidth(), getHeight(), captionHeight);
        columns = plan.columns();
        int rows = (count + plan.columns() - 1) / plan.columns();
        double tileHeight = plan.side() + captionHeight;
        double usedWidth = plan.columns() * plan.side() + (plan.columns() - 1) * GAP;
        double usedHeight = rows * tileHeight + (rows - 1) * GAP;
        double left = centred ? Math.floor((getWidth() - usedWidth) / 2) : 0;
        inset.set(Math.max(0, left));
        double top = Math.max(0, Math.floor((getHeight() - usedHeight) / 2));
        int i = 0;
        for (Node child : getManagedChildren()) {
            int column = i % plan.columns();
            int row = i / plan.columns();
            layoutInArea(
                    child,
                    left + column * (plan.side() + GAP),
                    top + row * (tileHeight + GAP),
                    plan.side(),
                    tileHeight,
                    0,
                    HPos.LEFT,
                    VPos.TOP);
            i++;
        }
    }
}
