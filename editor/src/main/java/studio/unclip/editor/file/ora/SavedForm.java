package studio.unclip.editor.file.ora;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.png.SavedPicture;
import studio.unclip.editor.file.state.SavedTiles;

/**
 * What lies where in a file that was saved or opened, so that the next save copies what has not changed instead of
 * packing it again. Only an aid: a save without it gives the same document. Hand the newest one to the next save.
 */
public final class SavedForm {
    private final FileStamp stamp;
    private final Document document;
    private final Map<LayerId, SavedPicture> pictures;
    private final Optional<OraArchive.Stored> merged;
    private final SavedTiles tiles;
    private final OraThumbnail thumbnail;

    SavedForm(
            FileStamp stamp,
            Document document,
            Map<LayerId, SavedPicture> pictures,
            Optional<OraArchive.Stored> merged,
            SavedTiles tiles,
            OraThumbnail thumbnail) {
        this.stamp = Objects.requireNonNull(stamp);
        this.document = Objects.requireNonNull(document);
        this.pictures = Map.copyOf(pictures);
        this.merged = merged;
        this.tiles = tiles;
        this.thumbnail = thumbnail;
    }

    /** The file as it was. */
    public FileStamp stamp() {
        return stamp;
    }

    /** The document as it lies in the file. */
    public Document document() {
        return document;
    }

    Map<LayerId, SavedPicture> pictures() {
        return pictures;
    }

    /** The merged picture's place; empty if it may not show the document. */
    Optional<OraArchive.Stored> merged() {
        return merged;
    }

    /** Null if it is not known. */
    OraThumbnail thumbnail() {
        return thumbnail;
    }

    SavedTiles tiles() {
        return tiles;
    }
}
