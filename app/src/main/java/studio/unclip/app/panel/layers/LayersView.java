package studio.unclip.app.panel.layers;

import javafx.collections.ListChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.dock.Dock;

/** The layers: how the active one lies on the others, the list, and buttons for what is done most. */
public final class LayersView extends VBox {
    private final LayersViewModel model;
    private final ListView<LayerRow> list = new ListView<>();

    /** @param model what it shows */
    public LayersView(LayersViewModel model) {
        this.model = model;
        setId("layers-panel");
        getStyleClass().add("layers-panel");
        Region mark = new Region();
        mark.getStyleClass().add("drop-mark");
        LayerDrag drag = new LayerDrag(list, model, mark);
        list.setId("layers");
        list.getStyleClass().addAll("dock-list", "layer-list");
        list.setAccessibleText("Layers, top first");
        list.setAccessibleRole(AccessibleRole.LIST_VIEW);
        list.setFixedCellSize(LayerCell.HEIGHT);
        list.setItems(model.rows());
        list.setCellFactory(_ -> {
            LayerCell cell = new LayerCell(model);
            drag.install(cell);
            return cell;
        });
        ContextMenu menu = LayerMenu.of(model);
        list.setContextMenu(menu);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        StackPane body = new StackPane(list, mark);
        body.setMinHeight(0);
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(new LayerOptions(model), body, new LayerButtons(model));
        model.rows().addListener((ListChangeListener<LayerRow>) _ -> followActive());
        model.active().subscribe(this::followActive);
    }

    /** As a panel of the column. */
    public Dock dock() {
        return new Dock("layers", "Layers", Feather.LAYERS, this, java.util.List.of(LayerMenu.button(model)), 1);
    }

    private void followActive() {
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).active() && list.getFocusModel().getFocusedIndex() != i) {
                list.getSelectionModel().clearAndSelect(i);
                list.getFocusModel().focus(i);
                list.scrollTo(Math.max(0, i - 1));
            }
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getTarget() instanceof javafx.scene.control.TextInputControl || event.isShortcutDown()) {
            return;
        }
        boolean done = true;
        LayerCommands commands = model.commands();
        KeyCode code = event.getCode();
        if (event.isAltDown()) {
            switch (code) {
                case UP -> commands.raise();
                case DOWN -> commands.lower();
                default -> done = false;
            }
        } else {
            switch (code) {
                case UP -> model.step(-1, event.isShiftDown());
                case DOWN -> model.step(1, event.isShiftDown());
                case HOME -> model.step(-model.rows().size(), event.isShiftDown());
                case END -> model.step(model.rows().size(), event.isShiftDown());
                case LEFT -> open(false);
                case RIGHT -> open(true);
                case F2 -> model.beginRename();
                case DELETE -> commands.delete();
                case SPACE -> commands.toggleVisible();
                default -> done = false;
            }
        }
        if (done) {
            event.consume();
        }
    }

    private void open(boolean open) {
        model.active().get().filter(LayerRow::group).ifPresent(row -> model.setOpen(row.id(), open));
    }
}
