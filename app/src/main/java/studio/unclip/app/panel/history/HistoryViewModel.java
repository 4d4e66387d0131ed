package studio.unclip.app.panel.history;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.session.SessionListener;

/** Every state of the document, oldest first, as rows. Window thread. */
public final class HistoryViewModel {
    private final Workspace workspace;
    private final ObservableList<Row> rows = FXCollections.observableArrayList();

    /**
     * One state.
     *
     * @param current the one on the canvas
     * @param onPath whether undo and redo pass it; false on a branch that was left
     */
    public record Row(HistoryEntry entry, boolean current, boolean onPath) {

        /** What was done. */
        public String label() {
            return entry.label();
        }
    }

    /** @param workspace whose history is shown */
    public HistoryViewModel(Workspace workspace) {
        this.workspace = workspace;
        workspace.addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect dirty) {
                // The history tells of its own changes.
            }

            @Override
            public void historyChanged() {
                rebuild();
            }
        });
        rebuild();
    }

    public ObservableList<Row> rows() {
        return rows;
    }

    /** Goes to a state. */
    public void jump(Row row) {
        workspace.jump(row.entry().id());
    }

    private void rebuild() {
        History history = workspace.history();
        EntryId current = history.current().id();
        Set<EntryId> path = path(history);
        List<Row> now = history.entries().stream()
                .map(entry -> new Row(entry, entry.id().equals(current), path.contains(entry.id())))
                .toList();
        // Only what differs, so that the list keeps its place and its focus.
        int common = 0;
        while (common < Math.min(now.size(), rows.size())) {
            if (!now.get(common).equals(rows.get(common))) {
                rows.set(common, now.get(common));
            }
            common++;
        }
        if (rows.size() > common) {
            rows.remove(common, rows.size());
        }
        rows.addAll(now.subList(common, now.size()));
    }

    /** From the first state to the current one, and on where redo leads. */
    private static Set<EntryId> path(History history) {
        Set<EntryId> path = new HashSet<>();
        Optional<EntryId> up = Optional.of(history.current().id());
        while (up.isPresent()) {
            path.add(up.get());
            up = history.entry(up.get()).flatMap(HistoryEntry::parent);
        }
        Optional<EntryId> down = history.redoTarget();
        while (down.isPresent() && path.add(down.get())) {
            List<EntryId> children = history.children(down.get());
            down = children.isEmpty() ? Optional.empty() : Optional.of(children.getLast());
        }
        return path;
    }
}
