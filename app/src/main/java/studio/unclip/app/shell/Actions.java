package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.document.Documents;

/**
 * Everything a person can do by key, menu or button, in one place. Parts of the window that have actions of their own {@link
 * #add} them before keys and menus are made.
 */
final class Actions {
    private static final Modifier SHORTCUT = KeyCombination.SHORTCUT_DOWN;
    private static final Modifier SHIFT = KeyCombination.SHIFT_DOWN;

    private final Action generate;
    private final Action undo;
    private final Action redo;
    private final Action save;
    private final Action saveAs;
    private final Action copy;
    private final Action fit;
    private final Action oneToOne;
    private final Action zoomIn;
    private final Action zoomOut;
    private final List<Action> all = new ArrayList<>();

    /**
     * @param model what they act on
     * @param clipboard takes a picture
     * @param focusPrompt goes to the prompt field
     */
    Actions(StudioModel model, PictureClipboard clipboard, Runnable focusPrompt) {
        Documents documents = model.documents();
        ObservableBooleanValue hasPicture = model.workspace().empty().not();
        generate = Action.of("generate", "Generate", model.asking()::generate)
                .icon(Feather.PLAY)
                .keys(key(KeyCode.ENTER))
                .when(model.asking().canAsk())
                .in(Action.Menu.MODEL, 1);
        Action cancel = Action.of("cancel", "Cancel what is being made", model.tray()::cancel)
                .icon(Feather.X)
                // Shown in the menu; what the key ends is Escape's to say.
                .keys(new KeyCodeCombination(KeyCode.ESCAPE))
                .when(model.tray().running())
                .in(Action.Menu.MODEL, 1);
        undo = Action.of("undo", "Undo", model.workspace()::undo)
                .icon(Feather.CORNER_UP_LEFT)
                .keys(key(KeyCode.Z))
                .notTyping()
                .when(model.workspace().canUndo())
                .in(Action.Menu.EDIT, 1);
        redo = Action.of("redo", "Redo", model.workspace()::redo)
                .icon(Feather.CORNER_UP_RIGHT)
                .keys(new KeyCodeCombination(KeyCode.Z, SHORTCUT, SHIFT), key(KeyCode.Y))
                .notTyping()
                .when(model.workspace().canRedo())
                .in(Action.Menu.EDIT, 1);
        save = Action.of("save", "Save", documents::save)
                .icon(Feather.DOWNLOAD)
                .keys(key(KeyCode.S))
                .when(documents.canSave())
                .in(Action.Menu.FILE, 2);
        saveAs = Action.of("save-as", "Save as…", documents::saveAs)
                .icon(Feather.DOWNLOAD)
                .keys(new KeyCodeCombination(KeyCode.S, SHORTCUT, SHIFT))
                .when(documents.canSave())
                .in(Action.Menu.FILE, 2);
        copy = Action.of("copy", "Copy picture", clipboard::copy)
                .icon(Feather.COPY)
                .keys(key(KeyCode.C))
                .notTyping()
                .when(hasPicture)
                .in(Action.Menu.EDIT, 2);
        Action paste = Action.of("paste", "Paste picture", clipboard::paste)
                .icon(Feather.CLIPBOARD)
                .keys(key(KeyCode.V))
                .notTyping()
                .when(documents.free())
                .in(Action.Menu.EDIT, 2);
        zoomIn = Action.of("zoom-in", "Zoom in", () -> model.canvas().view().zoom(1))
                .icon(Feather.ZOOM_IN)
                .keys(
                        TypedKey.withShortcut("+", KeyCode.PLUS),
                        TypedKey.withShortcut("=", KeyCode.EQUALS),
                        key(KeyCode.ADD))
                .when(hasPicture)
                .in(Action.Menu.VIEW, 1);
        zoomOut = Action.of("zoom-out", "Zoom out", () -> model.canvas().view().zoom(-1))
                .icon(Feather.ZOOM_OUT)
                .keys(TypedKey.withShortcut("-", KeyCode.MINUS), key(KeyCode.SUBTRACT))
                .when(hasPicture)
                .in(Action.Menu.VIEW, 1);
        fit = Action.of("fit", "Fit to window", model.canvas().view()::fit)
                .icon(Feather.MAXIMIZE)
                .keys(TypedKey.withShortcut("0", KeyCode.DIGIT0))
                .when(hasPicture)
                .in(Action.Menu.VIEW, 1);
        oneToOne = Action.of("one-to-one", "Actual size", model.canvas().view()::oneToOne)
                .icon(Feather.SQUARE)
                .keys(TypedKey.withShortcut("1", KeyCode.DIGIT1))
                .when(hasPicture)
                .in(Action.Menu.VIEW, 1);
        Action prompt = Action.of("go-to-prompt", "Go to the prompt", focusPrompt)
                .icon(Feather.EDIT_3)
                .keys(key(KeyCode.L))
                .in(Action.Menu.VIEW, 3);
        add(List.of(generate, cancel, undo, redo, save, saveAs, copy, paste, zoomIn, zoomOut, fit, oneToOne, prompt));
    }

    /** A key with Ctrl, on a Mac with Command. */
    static KeyCombination key(KeyCode code) {
        return new KeyCodeCombination(code, SHORTCUT);
    }

    /** Actions of another part of the window; within a menu's group they come after those that are there. */
    void add(Collection<Action> more) {
        all.addAll(more);
    }

    List<Action> all() {
        return Collections.unmodifiableList(all);
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
