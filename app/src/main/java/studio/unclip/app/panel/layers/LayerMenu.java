package studio.unclip.app.panel.layers;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;

/** All that can be done with layers, as a menu: of the list, and of a button in the panel's title. */
final class LayerMenu {
    private LayerMenu() {}

    static ContextMenu of(LayersViewModel model) {
        return new ContextMenu(items(model).toArray(MenuItem[]::new));
    }

    static MenuButton button(LayersViewModel model) {
        MenuButton button = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
        button.setId("layers-more");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow", "dock-control");
        button.setAccessibleText("More for layers");
        Tip.on(button, "More for layers");
        button.getItems().setAll(items(model));
        return button;
    }

    private static List<MenuItem> items(LayersViewModel model) {
        LayerCommands commands = model.commands();
        return List.of(
                item(model, "Rename", _ -> true, model::beginRename),
                item(model, "Show or hide", _ -> true, commands::toggleVisible),
                item(model, "Lock or unlock", _ -> true, commands::toggleLocked),
                new SeparatorMenuItem(),
                item(model, "Move up", _ -> true, commands::raise),
                item(model, "Move down", _ -> true, commands::lower),
                item(model, "Put the chosen ones into a group", _ -> true, commands::group),
                item(model, "Ungroup", LayerRow::group, commands::ungroup),
                new SeparatorMenuItem(),
                item(model, "Add a layer mask", row -> row.mask().isEmpty(), commands::addMask),
                item(model, "Layer mask on or off", row -> row.mask().isPresent(), commands::toggleMask),
                item(model, "Invert the layer mask", row -> row.mask().isPresent(), commands::invertMask),
                item(model, "Remove the layer mask", row -> row.mask().isPresent(), commands::removeMask),
                new SeparatorMenuItem(),
                item(model, "Duplicate", _ -> true, commands::duplicate),
                item(model, "Merge with the one below", _ -> true, commands::mergeDown),
                item(model, "Flatten the picture", _ -> true, commands::flatten),
                item(model, "Delete", _ -> true, commands::delete));
    }

    private static MenuItem item(LayersViewModel model, String title, Predicate<LayerRow> when, Runnable run) {
        MenuItem item = new MenuItem(title);
        item.disableProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> model.active().get().filter(when).isEmpty(), model.active()));
        item.setOnAction(_ -> run.run());
        return item;
    }
}
