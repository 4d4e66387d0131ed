package studio.unclip.app.panel.layers;

import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import studio.unclip.editor.document.LayerId;

/** Takes a layer to another place in the list by mouse: a line shows where it would go, Escape lets it stay. */
final class LayerDrag {
    /** So far the pointer moves before a press is a drag, in logical pixels. */
    private static final double SLOP = 5;

    private static final double LINE = 2;

    private record Target(LayerRow row, LayersViewModel.Drop where) {}

    private final ListView<LayerRow> list;
    private final LayersViewModel model;
    private final Region mark;
    private Optional<LayerId> held = Optional.empty();
    private Optional<Target> target = Optional.empty();
    private boolean moving;
    private double from;

    /** @param mark lies over the list, shows the place; not managed */
    LayerDrag(ListView<LayerRow> list, LayersViewModel model, Region mark) {
        this.list = list;
        this.model = model;
        this.mark = mark;
        mark.setManaged(false);
        mark.setMouseTransparent(true);
        mark.setVisible(false);
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && moving) {
                end();
                event.consume();
            }
        });
    }

    /** A cell can be taken hold of. */
    void install(ListCell<LayerRow> cell) {
        cell.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            held = event.isPrimaryButtonDown()
                    ? Optional.ofNullable(cell.getItem()).map(LayerRow::id)
                    : Optional.empty();
            from = event.getSceneY();
        });
        cell.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> {
            moving |= held.isPresent() && Math.abs(event.getSceneY() - from) > SLOP;
            if (moving && held.isPresent()) {
                aim(event.getSceneY());
            }
        });
        cell.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> {
            Optional<LayerId> layer = held;
            Optional<Target> place = target;
            boolean moved = moving;
            end();
            if (moved && layer.isPresent()) {
                place.ifPresent(at -> model.drop(layer.get(), at.row(), at.where()));
            }
        });
    }

    private void end() {
        held = Optional.empty();
        target = Optional.empty();
        moving = false;
        mark.setVisible(false);
    }

    private void aim(double sceneY) {
        double y = list.sceneToLocal(0, sceneY).getY();
        if (y < LayerCell.HEIGHT / 2) {
            list.scrollTo(Math.max(0, firstShown() - 1));
        } else if (y > list.getHeight() - LayerCell.HEIGHT / 2) {
            list.scrollTo(firstShown() + 1);
        }
        target = Optional.empty();
        for (var node : list.lookupAll(".list-cell")) {
            if (node instanceof LayerCell cell && cell.getItem() != null && cell.isVisible()) {
                Bounds bounds = list.sceneToLocal(cell.localToScene(cell.getLayoutBounds()));
                if (y >= bounds.getMinY() && y < bounds.getMaxY()) {
                    aim(cell.getItem(), bounds, (y - bounds.getMinY()) / bounds.getHeight());
                }
            }
        }
        mark.setVisible(target.isPresent());
    }

    private void aim(LayerRow row, Bounds bounds, double where) {
        LayersViewModel.Drop drop;
        if (row.group() && where > 0.25 && where < 0.75) {
            drop = LayersViewModel.Drop.INTO;
        } else if (where < 0.5) {
            drop = LayersViewModel.Drop.ABOVE;
        } else {
            // Below an open group's own line is the top of what it holds.
            drop = row.group() && row.open() ? LayersViewModel.Drop.INTO : LayersViewModel.Drop.BELOW;
        }
        target = Optional.of(new Target(row, drop));
        double left = bounds.getMinX() + 4;
        double width = bounds.getWidth() - 8;
        switch (drop) {
            case ABOVE -> mark.resizeRelocate(left, bounds.getMinY() - LINE / 2, width, LINE);
            case BELOW -> mark.resizeRelocate(left, bounds.getMaxY() - LINE / 2, width, LINE);
            case INTO -> mark.resizeRelocate(left, bounds.getMinY(), width, bounds.getHeight());
        }
    }

    private int firstShown() {
        int first = Integer.MAX_VALUE;
        for (var node : list.lookupAll(".list-cell")) {
            if (node instanceof LayerCell cell && cell.getItem() != null) {
                first = Math.min(first, cell.getIndex());
            }
        }
        return first == Integer.MAX_VALUE ? 0 : first;
    }
}
