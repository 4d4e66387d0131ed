package studio.unclip.app.workspace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.session.EditOutcome;
import studio.unclip.editor.session.EditorSession;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.editor.session.SessionOptions;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.Tool;
import studio.unclip.editor.tool.ToolEffect;

/**
 * The open document as the window's panels see it: the editor's session, with what they watch as properties. Window
 * thread.
 */
public final class Workspace {
    private static final String FIRST_LABEL = "Empty canvas";
    private static final String BROUGHT_BACK = "Brought back";
    private static final String FIRST_LAYER = "Background";

    private final SessionOptions options;
    private final CopyOnWriteArrayList<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final ReadOnlyObjectWrapper<Document> document = new ReadOnlyObjectWrapper<>(this, "document");
    private final ReadOnlyBooleanWrapper canUndo = new ReadOnlyBooleanWrapper(this, "canUndo");
    private final ReadOnlyBooleanWrapper canRedo = new ReadOnlyBooleanWrapper(this, "canRedo");
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper(this, "empty", true);
    private final ReadOnlyObjectWrapper<Optional<LayerId>> activeLayer =
            new ReadOnlyObjectWrapper<>(this, "activeLayer", Optional.empty());
    private final ReadOnlyObjectWrapper<ToolEffect.ShowOutline> outline =
            new ReadOnlyObjectWrapper<>(this, "outline", ToolEffect.ShowOutline.NONE);
    private final ReadOnlyBooleanWrapper layerMaskChosen = new ReadOnlyBooleanWrapper(this, "layerMaskChosen");
    private Optional<Tool> tool = Optional.empty();
    private EditorSession session;

    /** Whether the first state of the history is no document, but the canvas of the start. */
    private boolean unbegun;

    private final SessionListener relay = new SessionListener() {
        @Override
        public void documentChanged(Document before, Document after, IntRect dirty) {
            update();
            listeners.forEach(listener -> listener.documentChanged(before, after, dirty));
        }

        @Override
        public void historyChanged() {
            update();
            listeners.forEach(SessionListener::historyChanged);
        }

        @Override
        public void activeLayerChanged() {
            layerMaskChosen.set(false);
            activeLayer.set(session.activeLayer());
            listeners.forEach(SessionListener::activeLayerChanged);
        }

        @Override
        public void toolChanged() {
            outline.set(session.outline());
            listeners.forEach(SessionListener::toolChanged);
        }

        @Override
        public void colourPicked(int argb) {
            listeners.forEach(listener -> listener.colourPicked(argb));
        }

        @Override
        public void refused(Refusal reason) {
            listeners.forEach(listener -> listener.refused(reason));
        }
    };

    /**
     * @param size of the empty canvas to begin with
     * @param options what sessions work with
     */
    public Workspace(IntSize size, SessionOptions options) {
        this.options = options;
        close(size);
    }

    /** Changes with every edit, undo and jump. */
    public ReadOnlyObjectProperty<Document> document() {
        return document.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndo() {
        return canUndo.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canRedo() {
        return canRedo.getReadOnlyProperty();
    }

    /** Whether there is no document yet, only the canvas of the start: nothing to see, nothing to save. */
    public ReadOnlyBooleanProperty empty() {
        return empty.getReadOnlyProperty();
    }

    public History history() {
        return session.history();
    }

    /** Names the state the document is in now; another one after every change. */
    public Revision revision() {
        return new Revision(session, session.history().current().id());
    }

    /** Names any state of the open document. */
    public Revision revision(EntryId entry) {
        return new Revision(session, entry);
    }

    /** Hears of every change of the open document, also of another document being opened. */
    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    /** One edit, one entry in the history. */
    public EditOutcome apply(Edit edit, String label, Optional<String> recipe) {
        return session.apply(edit, label, recipe);
    }

    /** As {@link #apply}, telling a refusal to whoever listens; for a person's commands. */
    public void command(Edit edit, String label) {
        if (session.apply(edit, label) instanceof EditOutcome.Refused(var reason)) {
            relay.refused(reason);
        }
    }

    /** As {@link #command} for an edit that may take longer than a frame: it is made elsewhere and lands later. */
    public void commandLater(Edit edit, String label) {
        CompletableFuture<Void> _ = session.applyLater(edit, label, Optional.empty())
                .thenAccept(outcome -> {
                    if (outcome instanceof EditOutcome.Refused(var reason)) {
                        relay.refused(reason);
                    }
                });
    }

    /** See {@link EditorSession#preview}. */
    public Optional<Refusal> preview(Edit edit, String label, Optional<String> recipe) {
        return session.preview(edit, label, recipe);
    }

    /** The layer tools work on. */
    public ReadOnlyObjectProperty<Optional<LayerId>> activeLayer() {
        return activeLayer.getReadOnlyProperty();
    }

    /** @throws java.util.NoSuchElementException if the document has no such layer */
    public void activate(LayerId id) {
        session.activate(id);
    }

    /** Chooses a tool, or the same with other settings; it stays chosen when another document is opened. */
    public void choose(Tool value) {
        tool = Optional.of(value);
        session.choose(value);
    }

    /** What the tool wants shown while its gesture goes on. */
    public ReadOnlyObjectProperty<ToolEffect.ShowOutline> outline() {
        return outline.getReadOnlyProperty();
    }

    /**
     * The pointer did something over the canvas.
     *
     * @param scale device pixels per document pixel
     */
    public void pointer(PointerEvent event, double scale) {
        session.pointer(event, scale);
    }

    /** Whether a gesture is going on, or waits for a slow edit that goes first. */
    public boolean isBusy() {
        return session.isBusy();
    }

    /** Finishes the gesture, if one is going on: what was drawn so far counts, what is previewed is made. */
    public void finishGesture() {
        session.finishGesture();
    }

    /** Gives the gesture up, if one is going on: the document is as before it. */
    public void cancelGesture() {
        session.cancelGesture();
    }

    /** As {@link #apply}, but in the place of the current state: see {@link EditorSession#applyInstead}. */
    public EditOutcome applyInstead(Edit edit, String label, Optional<String> recipe) {
        return session.applyInstead(edit, label, recipe);
    }

    /** The document as it was before the current state; empty at the first. */
    public Optional<Document> before() {
        History history = session.history();
        return history.current().parent().flatMap(history::entry).map(HistoryEntry::document);
    }

    /** Tells whoever listens that something cannot be done. */
    public void refuse(Refusal reason) {
        relay.refused(reason);
    }

    public void undo() {
        session.undo();
    }

    public void redo() {
        session.redo();
    }

    /** Goes to any state of the history. */
    public void jump(EntryId entry) {
        session.jump(entry);
    }

    /** Keeps a state whatever the history's budget says, or no longer; nothing for one that has gone. */
    public void star(EntryId entry, boolean starred) {
        if (session.history().entry(entry).isPresent()) {
            session.star(entry, starred);
        }
    }

    /** Whether brushes go to the active layer's mask in the place of its pixels; only where it has one. */
    public ReadOnlyBooleanProperty layerMaskChosen() {
        return layerMaskChosen.getReadOnlyProperty();
    }

    /** @param chosen whether brushes go to the active layer's mask; without one they do not */
    public void chooseLayerMask(boolean chosen) {
        layerMaskChosen.set(chosen && activeLayerHasMask());
    }

    private boolean activeLayerHasMask() {
        return session.activeLayer()
                .flatMap(session.document()::layer)
                .flatMap(Layer::mask)
                .isPresent();
    }

    /** Goes to a state, if it is still in the history of the open document; says whether it is. */
    public boolean goTo(Revision revision) {
        boolean there = revision.session().equals(session)
                && session.history().entry(revision.entry()).isPresent();
        if (there) {
            session.jump(revision.entry());
        }
        return there;
    }

    /** Makes the empty canvas as large as the picture that is about to be laid on it; not once it was worked on. */
    public void fitEmptyCanvas(IntSize size) {
        if (unbegun
                && session.history().size() == 1
                && !session.document().size().equals(size)) {
            close(size);
        }
    }

    /** Shows a document that a crash has left: one step from the empty canvas. */
    public void bringBack(Document left) {
        unbegun = true;
        HistoryEntry root = entry(1, Optional.empty(), FIRST_LABEL, Document.blank(left.size(), FIRST_LAYER));
        HistoryEntry back = entry(2, Optional.of(root.id()), BROUGHT_BACK, left);
        open(EditorSession.resume(left, BROUGHT_BACK, List.of(root, back), back.id(), options));
    }

    private HistoryEntry entry(long id, Optional<EntryId> parent, String label, Document state) {
        Instant now = options.clock().instant();
        return new HistoryEntry(new EntryId(id), parent, label, now, Optional.empty(), state, Optional.empty(), false);
    }

    /** An empty canvas to begin with, as at the start: there is no document until something lies on it. */
    public void close(IntSize size) {
        unbegun = true;
        open(new EditorSession(Document.blank(size, FIRST_LAYER), FIRST_LABEL, options));
    }

    /** A blank document of a size that a person wants. */
    public void begin(IntSize size) {
        show(Document.blank(size, FIRST_LAYER), "New picture");
    }

    /**
     * Opens a document without a history.
     *
     * @param label names its first state
     */
    public void show(Document first, String label) {
        unbegun = false;
        open(new EditorSession(first, label, options));
    }

    /**
     * Opens a document with the history it was saved with; the arguments are {@link EditorSession#resume}'s.
     *
     * @param label names the document if it is not the state of the current entry
     */
    public void resume(Document document, String label, List<HistoryEntry> saved, EntryId current) {
        unbegun = false;
        open(EditorSession.resume(document, label, saved, current, options));
    }

    private void open(EditorSession next) {
        Document first = next.document();
        Document before = session == null ? first : session.document();
        if (session != null) {
            session.cancelGesture();
            session.removeListener(relay);
        }
        session = next;
        tool.ifPresent(session::choose);
        session.addListener(relay);
        relay.documentChanged(before, first, before.bounds().union(first.bounds()));
        relay.activeLayerChanged();
        relay.toolChanged();
        relay.historyChanged();
    }

    private void update() {
        document.set(session.document());
        if (layerMaskChosen.get() && !activeLayerHasMask()) {
            layerMaskChosen.set(false);
        }
        canUndo.set(session.canUndo());
        canRedo.set(session.canRedo());
        empty.set(unbegun && session.history().current().parent().isEmpty());
    }
}
