package studio.unclip.app.shell;

import java.util.List;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import org.kordamp.ikonli.feather.Feather;

/** Everything a person can do by key or button, in one place. */
final class Actions {
    private static final Modifier SHORTCUT = KeyCombination.SHORTCUT_DOWN;
    private static final Modifier SHIFT = KeyCombination.SHIFT_DOWN;
    private static final ObservableBooleanValue ALWAYS = new SimpleBooleanProperty(true);

    private final Action generate;
    private final Action cancel;
    private final Action undo;
    private final Action redo;
    private final Action save;
    private final Action saveAs;
    private final Action copy;
    private final Action fit;
    private final Action oneToOne;
    private final Action zoomIn;
    private final Action zoomOut;
    private final Action prompt;

    /**
     * @param model what they act on
     * @param clipboard takes a picture
     * @param focusPrompt goes to the prompt field
     */
    Actions(StudioModel model, PictureClipboard clipboard, Runnable focusPrompt) {
        ObservableBooleanValue hasPicture = model.workspace().empty().not();
        generate =
                action("generate", "Generate", Feather.PLAY, model.canGenerate(), model::generate, key(KeyCode.ENTER));
        cancel = new Action(
                "cancel",
                "Cancel",
                Feather.X,
                List.of(new KeyCodeCombination(KeyCode.ESCAPE)),
                Action.Scope.ALWAYS,
                model.tray().running(),
                model.tray()::cancel);
        undo = picture(action(
                "undo",
                "Undo",
                Feather.CORNER_UP_LEFT,
                model.workspace().canUndo(),
                model.workspace()::undo,
                key(KeyCode.Z)));
        redo = picture(action(
                "redo",
                "Redo",
                Feather.CORNER_UP_RIGHT,
                model.workspace().canRedo(),
                model.workspace()::redo,
                new KeyCodeCombination(KeyCode.Z, SHORTCUT, SHIFT),
                key(KeyCode.Y)));
        save = action("save", "Save", Feather.DOWNLOAD, model.save().canSave(), model.save()::save, key(KeyCode.S));
        saveAs = action(
                "save-as",
                "Save as…",
                Feather.DOWNLOAD,
                model.save().canSave(),
                model.save()::saveAs,
                new KeyCodeCombination(KeyCode.S, SHORTCUT, SHIFT));
        copy = picture(action("copy", "Copy picture", Feather.COPY, hasPicture, clipboard::copy, key(KeyCode.C)));
        fit = action("fit", "Fit to window", Feather.MAXIMIZE, hasPicture, model.canvas()::fit, key(KeyCode.DIGIT0));
        oneToOne = action(
                "one-to-one", "Actual size", Feather.SQUARE, hasPicture, model.canvas()::oneToOne, key(KeyCode.DIGIT1));
        zoomIn = action(
                "zoom-in",
                "Zoom in",
                Feather.ZOOM_IN,
                hasPicture,
                () -> model.canvas().zoom(1),
                key(KeyCode.PLUS),
                key(KeyCode.EQUALS),
                key(KeyCode.ADD));
        zoomOut = action(
                "zoom-out",
                "Zoom out",
                Feather.ZOOM_OUT,
                hasPicture,
                () -> model.canvas().zoom(-1),
                key(KeyCode.MINUS),
                key(KeyCode.SUBTRACT));
        prompt = action("go-to-prompt", "Go to the prompt", Feather.EDIT_3, ALWAYS, focusPrompt, key(KeyCode.L));
    }

    private static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code, SHORTCUT);
    }

    private static Action action(
            String id,
            String title,
            Feather icon,
            ObservableBooleanValue enabled,
            Runnable run,
            KeyCombination... keys) {
        return new Action(id, title, icon, List.of(keys), Action.Scope.ALWAYS, enabled, run);
    }

    /** Keys that mean what is typed while something is typed. */
    private static Action picture(Action action) {
        return new Action(
                action.id(),
                action.title(),
                action.icon(),
                action.keys(),
                Action.Scope.NOT_TYPING,
                action.enabled(),
                action.run());
    }

    List<Action> all() {
        return List.of(generate, cancel, undo, redo, save, saveAs, copy, fit, oneToOne, zoomIn, zoomOut, prompt);
    }

    Action generate() {
        return generate;
    }

    Action undo() {
        return undo;
    }

    Action redo() {
        return redo;
    }

    Action save() {
        return save;
    }

    Action saveAs() {
        return saveAs;
    }

    Action copy() {
        return copy;
    }

    Action fit() {
        return fit;
    }

    Action oneToOne() {
        return oneToOne;
    }

    Action zoomIn() {
        return zoomIn;
    }

    Action zoomOut() {
        return zoomOut;
    }
}
