package studio.unclip.app.shell;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.document.Documents;

/** What the File menu has beside saving. */
final class FileActions {
    /** After this one the menu lists the files opened last. */
    static final String OPEN = "open";

    private FileActions() {}

    /** @param quit asks about unsaved work, then closes the window */
    static List<Action> of(Documents documents, Runnable quit) {
        return List.of(
                Action.of("new", "New…", documents::begin)
                        .icon(Feather.FILE_PLUS)
                        .keys(Actions.key(KeyCode.N))
                        .when(documents.free())
                        .in(Action.Menu.FILE, 1),
                Action.of(OPEN, "Open…", documents::open)
                        .icon(Feather.FOLDER)
                        .keys(Actions.key(KeyCode.O))
                        .when(documents.free())
                        .in(Action.Menu.FILE, 1),
                Action.of("bring-back-work", "Bring back unsaved work…", documents::bringBack)
                        .when(documents.canBringBack())
                        .in(Action.Menu.FILE, 1),
                Action.of("export", "Export as PNG or JPEG…", documents::export)
                        .icon(Feather.IMAGE)
                        .keys(shifted(KeyCode.E))
                        .when(documents.canSave())
                        .in(Action.Menu.FILE, 3),
                Action.of("share", "Save a copy to share…", documents::share)
                        .icon(Feather.SHARE)
                        .when(documents.canSave())
                        .in(Action.Menu.FILE, 3),
                Action.of("close-document", "Close picture", documents::close)
                        .keys(Actions.key(KeyCode.W))
                        .when(documents.canSave())
                        .in(Action.Menu.FILE, 5),
                Action.of("quit", "Quit", quit).keys(Actions.key(KeyCode.Q)).in(Action.Menu.FILE, 5));
    }

    private static KeyCombination shifted(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    }
}
