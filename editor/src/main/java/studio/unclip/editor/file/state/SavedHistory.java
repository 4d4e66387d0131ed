package studio.unclip.editor.file.state;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;

/**
 * A history as it is saved and read: immutable, so that the session may go on while it is written. Every entry has its
 * document: a save that must leave states out leaves out their entries too. {@code EditorSession.resume} opens it.
 *
 * @param entries every parent before its children, the first state first
 */
public record SavedHistory(List<HistoryEntry> entries, EntryId current) {
    public SavedHistory {
        entries = List.copyOf(entries);
        Objects.requireNonNull(current);
    }

    /** Taken on the session's thread. */
    public static SavedHistory of(History history) {
        return new SavedHistory(
                List.copyOf(history.entries()), history.current().id());
    }

    Optional<HistoryEntry> entry(EntryId id) {
        return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
    }
}
