package studio.unclip.editor.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.EditRefusedException;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;

/** One open document with its history and tool: the one mutable holder. Confined to one thread. */
public final class EditorSession {
    private final SessionOptions options;
    private final History history;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private Document document;

    /** @param label names the first state in the history */
    public EditorSession(Document initial, String label, SessionOptions options) {
        this.options = options;
        this.document = initial;
        this.history = new History(initial, label, options.clock().instant());
    }

    public Document document() {
        return document;
    }

    public History history() {
        return history;
    }

    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    public EditOutcome apply(Edit edit, String label) {
        return apply(edit, label, Optional.empty());
    }

    @SuppressWarnings("ReferenceEquality") // an edit without effect gives the same object
    public EditOutcome apply(Edit edit, String label, Optional<String> recipe) {
        Document changed;
        try {
            changed = edit.apply(document);
        } catch (EditRefusedException e) {
            return new EditOutcome.Refused(e.refusal());
        }
        if (changed == document) {
            return new EditOutcome.Unchanged();
        }
        HistoryEntry entry = history.add(changed, label, options.clock().instant(), recipe);
        show(changed);
        return new EditOutcome.Changed(entry.id());
    }

    public boolean canUndo() {
        return history.canUndo();
    }

    public boolean canRedo() {
        return history.canRedo();
    }

    /** Whether there was something to undo. */
    public boolean undo() {
        Optional<HistoryEntry> entry = history.undo();
        entry.ifPresent(e -> show(e.document()));
        return entry.isPresent();
    }

    /** Whether there was something to redo. */
    public boolean redo() {
        Optional<HistoryEntry> entry = history.redo();
        entry.ifPresent(e -> show(e.document()));
        return entry.isPresent();
    }

    private void show(Document after) {
        Document before = document;
        document = after;
        for (SessionListener listener : listeners) {
            listener.documentChanged(before, after, before.bounds().union(after.bounds()));
            listener.historyChanged();
        }
    }
}
