package studio.unclip.app.panel.settings;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person about packs. Window thread. */
public interface PackPlaces {

    /** @return a folder that holds a pack; empty when the person thought better of it */
    Optional<Path> askFolder();

    /** @return an archive that holds a pack; empty when the person thought better of it */
    Optional<Path> askArchive();

    /**
     * @param pack its name
     * @return whether it is really to be removed
     */
    boolean mayRemove(String pack);
}
