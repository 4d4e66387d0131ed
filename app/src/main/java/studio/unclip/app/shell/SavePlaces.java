package studio.unclip.app.shell;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person where a file is to go. */
public interface SavePlaces {

    /**
     * @param suggested a file's name
     * @return the file, confirmed if it exists already; empty when the person thought better of it
     */
    Optional<Path> ask(String suggested);

    /** The next question begins where this file went. */
    void remember(Path file);
}
