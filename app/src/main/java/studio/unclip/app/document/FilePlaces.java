package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.Optional;
import studio.unclip.editor.geom.IntSize;

/** Asks a person for files, and for the size of one that is new. Window thread. */
public interface FilePlaces {

    /** Why a file is written: what the question is called, and which kinds of file it offers first. */
    enum Purpose {
        /** The document's own file: OpenRaster, with everything; or one that holds only what is seen. */
        SAVE,
        /** What is seen, as PNG or JPEG; the document keeps its own file. */
        EXPORT,
        /** A copy to give away. */
        SHARE
    }

    /**
     * @param purpose of the file
     * @param suggested its name; with an absolute folder, that one is begun with
     * @return the file, confirmed if it exists already; empty when the person thought better of it
     */
    Optional<Path> askSave(Purpose purpose, Path suggested);

    /** @return a picture; empty when the person thought better of it */
    Optional<Path> askOpen();

    /** @return how large a new picture is to be; empty when the person thought better of it */
    Optional<IntSize> askSize(IntSize suggested);

    /** The next question begins where this file lies. */
    void remember(Path file);
}
