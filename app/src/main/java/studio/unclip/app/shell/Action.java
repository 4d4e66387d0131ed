package studio.unclip.app.shell;

import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;

/**
 * Something a person can do anywhere in the window.
 *
 * @param id for buttons and tests
 * @param title in a few words
 * @param icon of its button
 * @param keys any of them does it; the first is shown
 * @param scope when the keys are its own
 * @param enabled whether it can be done now
 * @param run does it
 */
record Action(
        String id,
        String title,
        Feather icon,
        List<KeyCombination> keys,
        Scope scope,
        ObservableBooleanValue enabled,
        Runnable run) {

    /** When keys belong to an action. */
    enum Scope {
        /** Whatever has the focus. */
        ALWAYS,
        /** Not while a text has the focus: there they undo, redo and copy what is typed, and nothing else. */
        NOT_TYPING
    }

    /** The title with its keys: for a tooltip. */
    String titleWithKeys() {
        return keys.isEmpty() ? title : title + "  (" + keyText() + ")";
    }

    /** Its first keys as this machine's keyboard names them. */
    String keyText() {
        String text = keys.getFirst().getDisplayText();
        // Only a Mac writes the key as a sign; elsewhere "Ctrl+↵" would be half a word.
        return text.endsWith("+↵") ? text.replace("↵", "Enter") : text;
    }
}
