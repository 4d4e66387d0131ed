package studio.unclip.app.shell;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;

/** Copies what the canvas shows to the system's clipboard. Window thread; the picture is flattened on another. */
final class PictureClipboard {
    private static final Logger LOG = LoggerFactory.getLogger(PictureClipboard.class);

    private final Workspace workspace;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<Notice> notices;

    PictureClipboard(Workspace workspace, Executor background, Executor windowThread, Consumer<Notice> notices) {
        this.workspace = workspace;
        this.background = background;
        this.windowThread = windowThread;
        this.notices = notices;
    }

    void copy() {
        Document document = workspace.document().get();
        background.execute(() -> {
            try {
                Image image = PictureImages.of(FlatPicture.of(document));
                windowThread.execute(() -> put(image));
            } catch (OutOfMemoryError e) {
                LOG.error("copying failed", e);
                refuse("there is not enough memory for it.");
            } catch (RuntimeException | LinkageError e) {
                LOG.error("copying failed", e);
                refuse("a fault of the program. The log has the details.");
            }
        });
    }

    private void refuse(String why) {
        windowThread.execute(() -> notices.accept(new Notice("The picture was not copied: " + why, true)));
    }

    private void put(Image image) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(image);
        boolean taken = Clipboard.getSystemClipboard().setContent(content);
        notices.accept(
                taken
                        ? new Notice("Picture copied", false)
                        : new Notice("The picture was not copied: the system's clipboard did not take it.", true));
    }
}
