package studio.unclip.app.dock;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;

/** The panels at the right: a column of them, or, folded, a rail with an icon for each. */
public final class DockColumn extends StackPane {
    private static final double GRIP = 6;
    private static final double KEY_STEP = 16;

    private final DockModel model;
    private final List<DockPane> panes;
    private double dragged;

    /**
     * @param model which of them are open
     * @param docks from top to bottom
     */
    public DockColumn(DockModel model, List<Dock> docks) {
        this.model = model;
        this.panes = docks.stream().map(dock -> new DockPane(dock, model)).toList();
        setId("docks");
        getStyleClass().add("docks");
        panes.getFirst().addControl(foldButton());
        DockStack stack = new DockStack(panes);
        HBox.setHgrow(stack, Priority.ALWAYS);
        HBox column = new HBox(grip(), stack);
        column.getStyleClass().add("dock-column");
        column.minWidthProperty().bind(model.width());
        column.prefWidthProperty().bind(model.width());
        column.maxWidthProperty().bind(model.width());
        Node rail = rail(docks);
        getChildren().addAll(column, rail);
        model.shown().subscribe(shown -> {
            column.setVisible(shown);
            column.setManaged(shown);
            rail.setVisible(!shown);
            rail.setManaged(!shown);
        });
    }

    private Region grip() {
        Region grip = new Region();
        grip.setId("docks-width");
        grip.getStyleClass().add("dock-grip");
        grip.setMinWidth(GRIP);
        grip.setCursor(Cursor.H_RESIZE);
        grip.setFocusTraversable(true);
        grip.setAccessibleRole(AccessibleRole.THUMB);
        grip.setAccessibleText("Width of the panels: arrow left and right");
        grip.addEventHandler(
                MouseEvent.MOUSE_PRESSED,
                event -> dragged = event.getScreenX() + model.width().get());
        grip.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> model.setWidth(dragged - event.getScreenX()));
        grip.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
                model.setWidth(model.width().get() + (event.getCode() == KeyCode.LEFT ? KEY_STEP : -KEY_STEP));
                event.consume();
            }
        });
        return grip;
    }

    private Button foldButton() {
        Button fold = new Button(null, new FontIcon(Feather.CHEVRONS_RIGHT));
        fold.setId("fold-docks");
        fold.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "dock-control");
        fold.setAccessibleText("Fold the panels");
        Tip.on(fold, "Fold the panels");
        fold.setOnAction(_ -> model.show(false));
        return fold;
    }

    private Node rail(List<Dock> docks) {
        VBox rail = new VBox(4);
        rail.getStyleClass().add("dock-rail");
        rail.setAlignment(Pos.TOP_CENTER);
        for (int i = 0; i < docks.size(); i++) {
            Dock dock = docks.get(i);
            DockPane pane = panes.get(i);
            Button button = new Button(null, new FontIcon(dock.icon()));
            button.setId("rail-" + dock.id());
            button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
            button.setAccessibleText("Show " + dock.title());
            Tip.on(button, dock.title());
            button.setOnAction(_ -> {
                model.setOpen(dock.id(), true);
                model.show(true);
                pane.focusTitle();
            });
            rail.getChildren().add(button);
        }
        return rail;
    }
}
