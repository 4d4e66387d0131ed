package studio.unclip.app.panel.layers;

import atlantafx.base.theme.Styles;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;

/** What is done most with layers. */
final class LayerButtons extends HBox {
    LayerButtons(LayersViewModel model) {
        super(2);
        getStyleClass().add("layer-buttons");
        setAlignment(Pos.CENTER_LEFT);
        LayerCommands commands = model.commands();
        Predicate<LayerRow> any = _ -> true;
        getChildren()
                .addAll(
                        button(model, "add-layer", "New layer", Feather.PLUS, any, commands::add),
                        button(model, "duplicate-layer", "Duplicate the layer", Feather.COPY, any, commands::duplicate),
                        button(
                                model,
                                "group-layers",
                                "Put the chosen ones into a group",
                                Feather.FOLDER,
                                any,
                                commands::group),
                        button(
                                model,
                                "mask-layer",
                                "Add a layer mask",
                                Feather.APERTURE,
                                row -> row.mask().isEmpty(),
                                commands::addMask),
                        button(
                                model,
                                "merge-layer",
                                "Merge with the one below",
                                Feather.CORNER_RIGHT_DOWN,
                                any,
                                commands::mergeDown),
                        button(model, "delete-layer", "Delete the layer", Feather.TRASH_2, any, commands::delete));
        // Without any layer one can still be made.
        getChildren().getFirst().disableProperty().unbind();
        getChildren().getFirst().setDisable(false);
    }

    private static Button button(
            LayersViewModel model, String id, String title, Feather icon, Predicate<LayerRow> when, Runnable run) {
        Button button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "dock-control");
        button.setAccessibleText(title);
        Tip.on(button, title);
        button.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.active().get().filter(when).isEmpty(), model.active()));
        button.setOnAction(_ -> run.run());
        return button;
    }
}
