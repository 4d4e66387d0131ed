package studio.unclip.app.shell;

import java.util.List;
import java.util.Optional;
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
 * @param textRight what a focused text field does with the same keys, if anything
 * @param enabled whether it can be done now
 * @param run does it
 */
record Action(
        String id,
        String title,
        Feather icon,
        List<KeyCombination> keys,
        Optional<TextRight> textRight,
        ObservableBooleanValue enabled,
        Runnable run) {

    /** When the keys belong to a focused text field instead. */
    enum TextRight {
        /** While the field has something to undo. */
        UNDO,
        /** While the field has something to redo. */
        REDO,
        /** While text is selected in it. */
        COPY
    }

    /** The title with its keys: for a tooltip. */
    String titleWithKeys() {
        return keys.isEmpty() ? title : title + "  (" + keys.getFirst().getDisplayText() + ")";
    }
}
