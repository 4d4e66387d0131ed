package studio.unclip.editor.file.ora;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.SavedHistory;

/**
 * Everything an OpenRaster file of ours holds.
 *
 * @param document what the person edits
 * @param history of the document; its current entry holds the document
 * @param metadata of the picture it began as
 * @param carried entries of the file it was opened from that this studio does not know
 * @param revision the state, for the journal
 */
public record OraContents(
        Document document,
        Optional<SavedHistory> history,
        Metadata metadata,
        List<CarriedEntry> carried,
        Optional<Revision> revision) {
    public OraContents {
        Objects.requireNonNull(document);
        Objects.requireNonNull(history);
        Objects.requireNonNull(metadata);
        carried = List.copyOf(carried);
        Objects.requireNonNull(revision);
    }

    /** Only a document. */
    public static OraContents of(Document document) {
        return new OraContents(document, Optional.empty(), Metadata.NONE, List.of(), Optional.empty());
    }

    public OraContents withHistory(SavedHistory value) {
        return new OraContents(document, Optional.of(value), metadata, carried, revision);
    }

    public OraContents withMetadata(Metadata value) {
        return new OraContents(document, history, value, carried, revision);
    }

    public OraContents withRevision(Revision value) {
        return new OraContents(document, history, metadata, carried, Optional.of(value));
    }
}
