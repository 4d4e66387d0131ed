package studio.unclip.app.shell;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;

/**
 * Something a person can do anywhere in the window: by key, from the menu bar, by a button. Begin with {@link #of}, then
 * say what differs.
 *
 * @param id for buttons and tests; its menu item is {@code menu-} and this
 * @param title in a few words
 * @param icon of its button; empty: it has none
 * @param keys any of them does it; the first is shown
 * @param scope when the keys are its own
 * @param enabled whether it can be done now
 * @param place in the menu bar; empty: in none
 * @param selected of what is on or off: whether it is on; empty: it is not of that kind
 * @param run does it
 */
record Action(
        String id,
        String title,
        Optional<Feather> icon,
        List<KeyCombination> keys,
        Scope scope,
        ObservableBooleanValue enabled,
        Optional<Place> place,
        Optional<ObservableBooleanValue> selected,
        Runnable run) {
    private static final ObservableBooleanValue ALWAYS = new SimpleBooleanProperty(true);

    /** When keys belong to an action. */
    enum Scope {
        /** Whatever has the focus. */
        ALWAYS,
        /**
         * Not while a text has the focus: there they undo, redo, copy and paste what is typed, letters are letters, and
         * nothing else.
         */
        NOT_TYPING
    }

    /** The menus of the menu bar, in their order. */
    enum Menu {
        FILE("_File"),
        EDIT("_Edit"),
        VIEW("_View"),
        PICTURE("_Picture"),
        LAYER("_Layer"),
        MASK("_Mask"),
        TOOLS("_Tools"),
        MODEL("M_odel"),
        HELP("_Help");

        private final String title;

        Menu(String title) {
            this.title = title;
        }

        /** With its mnemonic marked. */
        String title() {
            return title;
        }
    }

    /**
     * Where a menu shows it.
     *
     * @param group lines are drawn between groups, which come in the order of their numbers; within one, actions come as
     *     they are listed
     */
    record Place(Menu menu, int group) {}

    /** Always possible, without key, icon and place. */
    static Action of(String id, String title, Runnable run) {
        return new Action(
                id, title, Optional.empty(), List.of(), Scope.ALWAYS, ALWAYS, Optional.empty(), Optional.empty(), run);
    }

    Action icon(Feather value) {
        return new Action(id, title, Optional.of(value), keys, scope, enabled, place, selected, run);
    }

    Action keys(KeyCombination... value) {
        return new Action(id, title, icon, List.of(value), scope, enabled, place, selected, run);
    }

    /** Its keys mean what is typed while something is typed. */
    Action notTyping() {
        return new Action(id, title, icon, keys, Scope.NOT_TYPING, enabled, place, selected, run);
    }

    Action when(ObservableBooleanValue value) {
        return new Action(id, title, icon, keys, scope, value, place, selected, run);
    }

    Action in(Menu menu, int group) {
        return new Action(id, title, icon, keys, scope, enabled, Optional.of(new Place(menu, group)), selected, run);
    }

    /** It turns something on and off; a menu shows which. */
    Action turns(ObservableBooleanValue on) {
        return new Action(id, title, icon, keys, scope, enabled, place, Optional.of(on), run);
    }

    /** The title with its keys: for a tooltip. */
    String titleWithKeys() {
        return keys.isEmpty() ? title : title + "  (" + keyText() + ")";
    }

    /** Its first keys as this machine's keyboard names them; empty if it has none. */
    String keyText() {
        if (keys.isEmpty()) {
            return "";
        }
        String text = keys.getFirst().getDisplayText();
        // Only a Mac writes the key as a sign; elsewhere "Ctrl+↵" would be half a word.
        return text.endsWith("+↵") ? text.replace("↵", "Enter") : text;
    }
}
