package studio.unclip.app.dock;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * Panels above each other. Open ones share the height; a grip between two of them moves height from one to the other, by
 * mouse or by the arrow keys.
 */
final class DockStack extends Pane {
    private static final double GRIP = 6;
    private static final double LEAST = DockPane.TITLE + 72;
    private static final double KEY_STEP = 24;

    private final List<DockPane> panes;
    private final List<Region> grips = new ArrayList<>();

    /** Of the open ones' height, by pane. */
    private final double[] shares;

    private double dragged;

    DockStack(List<DockPane> panes) {
        this.panes = List.copyOf(panes);
        this.shares =
                this.panes.stream().mapToDouble(pane -> pane.dock().share()).toArray();
        getStyleClass().add("dock-stack");
        getChildren().addAll(panes);
        for (int below = 1; below < panes.size(); below++) {
            grips.add(grip(below));
        }
        getChildren().addAll(grips);
    }

    private Region grip(int below) {
        Region grip = new Region();
        grip.getStyleClass().add("dock-grip");
        grip.setCursor(Cursor.V_RESIZE);
        grip.setFocusTraversable(true);
        grip.setAccessibleRole(AccessibleRole.THUMB);
        grip.setAccessibleText("Height of " + panes.get(below).dock().title() + ": arrow up and down");
        grip.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> dragged = event.getScreenY());
        grip.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            if (move(below, event.getScreenY() - dragged)) {
                dragged = event.getScreenY();
            }
        });
        grip.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
                move(below, event.getCode() == KeyCode.UP ? -KEY_STEP : KEY_STEP);
                event.consume();
            }
        });
        return grip;
    }

    /** The nearest open pane above a grip; -1 if there is none. */
    private int openAbove(int below) {
        for (int i = below - 1; i >= 0; i--) {
            if (panes.get(i).isOpen()) {
                return i;
            }
        }
        return -1;
    }

    private int openFrom(int from) {
        for (int i = from; i < panes.size(); i++) {
            if (panes.get(i).isOpen()) {
                return i;
            }
        }
        return -1;
    }

    /** Gives height to the open pane above a grip and takes it from the one below; whether there was any to move. */
    private boolean move(int below, double by) {
        int above = openAbove(below);
        int under = openFrom(below);
        if (above < 0 || under < 0) {
            return false;
        }
        double upper = panes.get(above).getHeight();
        double lower = panes.get(under).getHeight();
        double moved = Math.clamp(by, Math.min(0, LEAST - upper), Math.max(0, lower - LEAST));
        double both = shares[above] + shares[under];
        shares[above] = both * (upper + moved) / (upper + lower);
        shares[under] = both - shares[above];
        requestLayout();
        return moved != 0;
    }

    @Override
    protected void layoutChildren() {
        double closed = panes.stream().filter(pane -> !pane.isOpen()).count() * DockPane.TITLE;
        double room = Math.max(0, getHeight() - closed);
        double all = 0;
        for (int i = 0; i < panes.size(); i++) {
            all += panes.get(i).isOpen() ? shares[i] : 0;
        }
        double top = 0;
        for (int i = 0; i < panes.size(); i++) {
            DockPane pane = panes.get(i);
            double height = pane.isOpen() ? Math.max(DockPane.TITLE, room * shares[i] / all) : DockPane.TITLE;
            double bottom = snapPositionY(top + height);
            pane.resizeRelocate(0, snapPositionY(top), getWidth(), bottom - snapPositionY(top));
            if (i > 0) {
                Region grip = grips.get(i - 1);
                grip.setVisible(openAbove(i) >= 0 && openFrom(i) >= 0);
                grip.resizeRelocate(0, snapPositionY(top) - GRIP / 2, getWidth(), GRIP);
            }
            top += height;
        }
    }
}
