package studio.unclip.editor.history;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;

/**
 * One state in the history tree.
 *
 * @param parent the state it was made from; empty only for the first
 * @param label what was done, in a person's words
 * @param recipe how its picture was made, as its maker wrote it down; opaque text
 * @param document the state itself; its tiles may lie in the spill file
 * @param thumbnail empty until it has been drawn, which happens in the background
 * @param starred kept whatever the budget says
 */
public record HistoryEntry(
        EntryId id,
        Optional<EntryId> parent,
        String label,
        Instant time,
        Optional<String> recipe,
        Document document,
        Optional<Thumbnail> thumbnail,
        boolean starred) {
    public HistoryEntry {
        Objects.requireNonNull(id);
        Objects.requireNonNull(parent);
        Objects.requireNonNull(label);
        Objects.requireNonNull(time);
        Objects.requireNonNull(recipe);
        Objects.requireNonNull(document);
        Objects.requireNonNull(thumbnail);
    }

    HistoryEntry withParent(Optional<EntryId> value) {
        return new HistoryEntry(id, value, label, time, recipe, document, thumbnail, starred);
    }

    /** The same state as another object. */
    public HistoryEntry withDocument(Document value) {
        return new HistoryEntry(id, parent, label, time, recipe, value, thumbnail, starred);
    }

    HistoryEntry withThumbnail(Thumbnail value) {
        return new HistoryEntry(id, parent, label, time, recipe, document, Optional.of(value), starred);
    }

    HistoryEntry withStarred(boolean value) {
        return new HistoryEntry(id, parent, label, time, recipe, document, thumbnail, value);
    }
}
