package studio.unclip.app.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.document.Documents;
import studio.unclip.app.document.Notice;
import studio.unclip.app.picture.FlatPicture;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;

/** Copies what the canvas shows to the system's clipboard, and takes pictures from it. Window thread; pixels on another. */
final class PictureClipboard {
    private static final Logger LOG = LoggerFactory.getLogger(PictureClipboard.class);

    private final Workspace workspace;
    private final Documents documents;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<Notice> notices;

    PictureClipboard(
            Workspace workspace,
            Documents documents,
            Executor background,
            Executor windowThread,
            Consumer<Notice> notices) {
        this.workspace = workspace;
        this.documents = documents;
        this.background = background;
        this.windowThread = windowThread;
        this.notices = notices;
    }

    void copy() {
        Document document = workspace.document().get();
        copy(() -> FlatPicture.of(document));
    }

    /** @param picture makes it, on another thread */
    void copy(Supplier<Picture> picture) {
        background.execute(() -> {
            try {
                Image image = PictureImages.of(picture.get());
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

    /** Takes what lies in the clipboard: files, else a picture. */
    void paste() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        if (!take(clipboard)) {
            notices.accept(new Notice("There is no picture in the clipboard.", false));
        }
    }

    /**
     * Takes files or a picture from the clipboard or from what was dropped.
     *
     * @return whether there was one
     */
    boolean take(Clipboard from) {
        List<Path> files = from.getFiles().stream().map(File::toPath).toList();
        if (!files.isEmpty()) {
            documents.take(files);
            return true;
        }
        Image image = from.hasImage() ? from.getImage() : null;
        if (image == null || image.isError()) {
            return false;
        }
        background.execute(() -> {
            try {
                Raster raster = PictureImages.raster(image);
                windowThread.execute(() -> documents.paste(raster));
            } catch (OutOfMemoryError e) {
                LOG.error("pasting failed", e);
                windowThread.execute(() -> notices.accept(
                        new Notice("The picture was not pasted: there is not enough memory for it.", true)));
            } catch (RuntimeException | LinkageError e) {
                LOG.error("pasting failed", e);
                windowThread.execute(() -> notices.accept(new Notice(
                        "The picture was not pasted: a fault of the program. The log has the details.", true)));
            }
        });
        return true;
    }

    /** @param what it is, for the notice: {@code Seed} */
    void copyText(String what, String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        boolean taken = Clipboard.getSystemClipboard().setContent(content);
        notices.accept(
                taken
                        ? new Notice(what + " copied", false)
                        : new Notice(what + " was not copied: the system's clipboard did not take it.", true));
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
