package studio.unclip.app.panel.settings;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person about packs, and for the folder of pictures. Window thread. */
public interface PackPlaces {

    /** @return a folder that holds a pack; empty when the person thought better of it */
    Optional<Path> askFolder();

    /** @return an archive that holds a pack; empty when the person thought better of it */
    Optional<Path> askArchive();

    /** @return a folder of a published model, or one that holds such; empty when the person thought better of it */
    Optional<Path> askPublished();

    /**
     * @param now where finished pictures are kept
     * @return another folder for them; empty when the person thought better of it
     */
    Optional<Path> askPictures(Path now);

    /**
     * @param pack its name
     * @return whether it is really to be removed
     */
    boolean mayRemove(String pack);
}
