package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.Optional;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.ora.SavedForm;

/** Where the open document's file is. */
sealed interface Home {

    /**
     * It has none.
     *
     * @param name what the title calls it; empty: nothing that has a name
     * @param folder where a question for its file begins; empty: where the last one was
     */
    record Nowhere(String name, Optional<Path> folder) implements Home {
        static final Nowhere UNNAMED = new Nowhere("", Optional.empty());
    }

    /**
     * An OpenRaster file with everything in it.
     *
     * @param form as it was opened or saved last; empty: it was not read, after a crash
     */
    record Own(Path file, Optional<SavedForm> form) implements Home {}

    /**
     * A file that holds what is seen.
     *
     * @param stamp as it was written
     * @param prompt whose picture it holds: another one does not take its place without a question
     */
    record Flat(Path file, FileName.Kind kind, FileStamp stamp, Optional<String> prompt) implements Home {}

    /** The file, if there is one. */
    default Optional<Path> path() {
        return switch (this) {
            case Nowhere _ -> Optional.empty();
            case Own own -> Optional.of(own.file());
            case Flat flat -> Optional.of(flat.file());
        };
    }
}
