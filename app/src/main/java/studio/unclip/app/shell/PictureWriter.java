package studio.unclip.app.shell;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import studio.unclip.editor.document.Document;
import studio.unclip.inference.api.Recipe;

/** Writes what a document shows into a file, whole or not at all. Any thread that may wait for a disk. */
@FunctionalInterface
public interface PictureWriter {

    /**
     * @param target its ending says which kind of file: see {@link PictureName}
     * @param mayReplace whether a file that is there is replaced
     * @throws FileAlreadyExistsException if one is there and may not be replaced
     * @throws IOException if the disk refuses
     */
    void write(Document document, Recipe recipe, Path target, boolean mayReplace) throws IOException;
}
