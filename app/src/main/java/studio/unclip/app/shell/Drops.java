package studio.unclip.app.shell;

import javafx.css.PseudoClass;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Files and pictures dropped anywhere on the window. What is dragged inside of it is other parts' own. */
final class Drops {
    private static final PseudoClass DROPPING = PseudoClass.getPseudoClass("dropping");

    private final Scene scene;
    private final PictureClipboard clipboard;

    private Drops(Scene scene, PictureClipboard clipboard) {
        this.scene = scene;
        this.clipboard = clipboard;
    }

    static void install(Scene scene, PictureClipboard clipboard) {
        Drops drops = new Drops(scene, clipboard);
        scene.addEventHandler(DragEvent.DRAG_OVER, drops::over);
        // Of the root alone: over the window's parts the same event comes under another name.
        scene.getRoot().addEventHandler(DragEvent.DRAG_ENTERED, event -> drops.mark(isOurs(event)));
        scene.getRoot().addEventHandler(DragEvent.DRAG_EXITED, _ -> drops.mark(false));
        scene.addEventHandler(DragEvent.DRAG_DROPPED, drops::dropped);
    }

    /** From outside the window, and something we can take. */
    private static boolean isOurs(DragEvent event) {
        Dragboard board = event.getDragboard();
        return event.getGestureSource() == null && (board.hasFiles() || board.hasImage());
    }

    private void over(DragEvent event) {
        if (isOurs(event)) {
            event.acceptTransferModes(TransferMode.COPY);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        mark(false);
        if (isOurs(event)) {
            event.setDropCompleted(clipboard.take(event.getDragboard()));
            event.consume();
        }
    }

    private void mark(boolean dropping) {
        Parent root = scene.getRoot();
        root.pseudoClassStateChanged(DROPPING, dropping);
    }
}
