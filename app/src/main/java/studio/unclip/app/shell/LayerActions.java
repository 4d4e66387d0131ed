package studio.unclip.app.shell;

import java.util.List;
import java.util.function.Predicate;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.panel.layers.LayerCommands;
import studio.unclip.app.panel.layers.LayerRow;
import studio.unclip.app.panel.layers.LayersViewModel;

/** What the Layer menu has, with keys that other editors have too. */
final class LayerActions {
    private LayerActions() {}

    static List<Action> of(LayersViewModel layers) {
        LayerCommands commands = layers.commands();
        return List.of(
                layer("new-layer", "New layer", commands::add)
                        .icon(Feather.PLUS)
                        .keys(new KeyCodeCombination(
                                KeyCode.N, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN))
                        .in(Action.Menu.LAYER, 1),
                layer("duplicate-the-layer", "Duplicate layer", commands::duplicate)
                        .icon(Feather.COPY)
                        .keys(Actions.key(KeyCode.J))
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 1),
                layer("delete-the-layer", "Delete layer", commands::delete)
                        .icon(Feather.TRASH_2)
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 1),
                layer("merge-the-layer", "Merge with the one below", commands::mergeDown)
                        .keys(Actions.key(KeyCode.E))
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 2),
                layer("flatten", "Flatten the picture", commands::flatten)
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 2),
                layer("group", "Group the chosen layers", commands::group)
                        .icon(Feather.FOLDER)
                        .keys(Actions.key(KeyCode.G))
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 3),
                layer("ungroup", "Ungroup", commands::ungroup)
                        .keys(new KeyCodeCombination(
                                KeyCode.G, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN))
                        .when(active(layers, LayerRow::group))
                        .in(Action.Menu.LAYER, 3),
                layer("raise-layer", "Move layer up", commands::raise)
                        .keys(TypedKey.withShortcut("]", KeyCode.CLOSE_BRACKET))
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 4),
                layer("lower-layer", "Move layer down", commands::lower)
                        .keys(TypedKey.withShortcut("[", KeyCode.OPEN_BRACKET))
                        .when(active(layers, _ -> true))
                        .in(Action.Menu.LAYER, 4),
                layer("add-layer-mask", "Add a layer mask", commands::addMask)
                        .when(active(layers, row -> row.mask().isEmpty()))
                        .in(Action.Menu.LAYER, 5),
                layer("layer-mask-on", "Layer mask on or off", commands::toggleMask)
                        .when(active(layers, row -> row.mask().isPresent()))
                        .in(Action.Menu.LAYER, 5),
                layer("remove-layer-mask", "Remove the layer mask", commands::removeMask)
                        .when(active(layers, row -> row.mask().isPresent()))
                        .in(Action.Menu.LAYER, 5));
    }

    private static Action layer(String id, String title, Runnable run) {
        return Action.of(id, title, run).notTyping();
    }

    private static ObservableBooleanValue active(LayersViewModel layers, Predicate<LayerRow> when) {
        return Bindings.createBooleanBinding(
                () -> layers.active().get().filter(when).isPresent(), layers.active());
    }
}
