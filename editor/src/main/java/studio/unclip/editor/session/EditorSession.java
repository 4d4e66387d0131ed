package studio.unclip.editor.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.EditRefusedException;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.Tool;
import studio.unclip.editor.tool.ToolEffect;
import studio.unclip.editor.tool.ToolEvent;

/**
 * One open document with its history and tool: the one mutable holder. Confined to one thread, which listeners hear on
 * too; only {@link #applyLater} and thumbnails work elsewhere.
 *
 * <p>While a gesture goes on (a stroke, a {@linkplain #preview preview}), {@link #document()} shows it, but the history
 * does not know it yet. Whatever changes the document otherwise first finishes the gesture (edits) or gives it up (undo,
 * redo, jumps).
 */
public final class EditorSession {
    /** A preview and what it is called once it is kept. */
    private record Shown(Preview preview, String label, Optional<String> recipe) {}

    private final SessionOptions options;
    private final History history;
    private final RightOfWay rightOfWay = new RightOfWay(this::inGesture, this::send);
    private final Thumbnails thumbnails;
    private final List<SessionListener> listeners = new CopyOnWriteArrayList<>();
    private final ToolInHand hand = new ToolInHand(this);
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private Document document;
    private Optional<LayerId> activeLayer;
    private Optional<Shown> shown = Optional.empty();
    /** @param label names the first state in the history */
    public EditorSession(Document initial, String label, SessionOptions options) {
        this(
                initial,
                new History(
                        initial,
                        label,
                        options.clock().instant(),
                        options.budget(),
                        options.sessionThread(),
                        options.worker()),
                options);
    }

    private EditorSession(Document initial, History history, SessionOptions options) {
        this.options = options;
        this.document = initial;
        this.activeLayer = ActiveLayer.top(initial);
        this.history = history;
        this.thumbnails = new Thumbnails(
                history, options.sessionThread(), options.worker(), () -> tell(SessionListener::historyChanged));
        thumbnails.request(history.current().id());
    }

    /**
     * Opens a document with the history it was saved with: every entry can be gone to. Thumbnails that were not saved
     * are drawn, the newest entry's first.
     *
     * @param initial as it lies in the file, or as it was recovered
     * @param label names it in the history if it is not the state of the current entry
     * @param saved the history's entries, every parent before its children, ids ascending, the first state first
     * @throws IllegalArgumentException if that is no tree, or the current entry is not in it
     */
    public static EditorSession resume(
            Document initial, String label, List<HistoryEntry> saved, EntryId current, SessionOptions options) {
        List<HistoryEntry> entries = new ArrayList<>(saved);
        entries.replaceAll(entry ->
                entry.id().equals(current) && entry.document().equals(initial) ? entry.withDocument(initial) : entry);
        History history = new History(entries, current, options.budget(), options.sessionThread(), options.worker());
        if (!history.current().document().equals(initial)) {
            history.add(initial, label, options.clock().instant(), Optional.empty());
        }
        EditorSession session = new EditorSession(initial, history, options);
        List<HistoryEntry> undrawn = new ArrayList<>(history.entries());
        undrawn.removeIf(entry -> entry.thumbnail().isPresent());
        undrawn.reversed().forEach(entry -> session.thumbnails.requestLater(entry.id()));
        return session;
    }

    /** As it looks now, with a stroke or preview that is going on. */
    public Document document() {
        return document;
    }

    /** For reading; go through the session to change it. */
    public History history() {
        return history;
    }

    public void addListener(SessionListener listener) {
        listeners.add(listener);
    }

    public void removeListener(SessionListener listener) {
        listeners.remove(listener);
    }

    /** The layer tools work on. A layer that comes new becomes it; if it goes, the top layer does. */
    public Optional<LayerId> activeLayer() {
        return activeLayer;
    }

    /** @throws NoSuchElementException if the document has no such layer */
    public void activate(LayerId id) {
        if (document.layer(id).isEmpty()) {
            throw new NoSuchElementException("no layer " + id);
        }
        finishGesture();
        activate(Optional.of(id));
    }

    public EditOutcome apply(Edit edit, String label) {
        return apply(edit, label, Optional.empty());
    }

    /**
     * Makes an edit at once.
     *
     * @param label names it in the history
     * @param recipe opaque text kept with the entry
     */
    public EditOutcome apply(Edit edit, String label, Optional<String> recipe) {
        finishGesture();
        try {
            return land(edit.apply(document), label, recipe);
        } catch (EditRefusedException e) {
            return new EditOutcome.Refused(e.refusal());
        }
    }

    /**
     * Makes an edit of the state before the current one, in whose place it comes: trying one thing after the other leaves
     * one entry. Where the current state is the first, has a star, or others were made from it, the edit begins a branch
     * beside it.
     */
    public EditOutcome applyInstead(Edit edit, String label, Optional<String> recipe) {
        finishGesture();
        HistoryEntry current = history.current();
        Document before =
                current.parent().flatMap(history::entry).orElse(current).document();
        try {
            Document changed = edit.apply(before);
            HistoryEntry entry;
            if (history.canReplace()) {
                entry = history.replace(changed, label, options.clock().instant(), recipe);
            } else {
                current.parent().ifPresent(history::jump);
                entry = history.add(changed, label, options.clock().instant(), recipe);
            }
            show(changed, DirtyArea.between(document, changed));
            entryAdded(entry);
            return new EditOutcome.Changed(entry.id());
        } catch (EditRefusedException e) {
            return new EditOutcome.Refused(e.refusal());
        }
    }

    /**
     * Shows an edit of the present state without making it; another preview takes its place. {@link #finishGesture}
     * makes it, {@link #cancelGesture} gives it up.
     *
     * @param label names it in the history once it is made
     * @return why it cannot be; the document is then shown without it
     */
    public Optional<Refusal> preview(Edit edit, String label, Optional<String> recipe) {
        if (shown.isEmpty()) {
            finishGesture();
        }
        Preview next = new Preview(history.current().document(), edit);
        try {
            Document after = next.document();
            shown = Optional.of(new Shown(next, label, recipe));
            show(after, DirtyArea.between(document, after));
            return Optional.empty();
        } catch (EditRefusedException e) {
            cancelGesture();
            return Optional.of(e.refusal());
        }
    }

    /**
     * Makes a slow edit on the worker; it lands as one entry, between two gestures. If the document changes meanwhile it
     * is computed anew; gestures that begin after that are kept and happen when it has landed.
     *
     * @return completes on the session's thread, whatever becomes of the edit; cancelling it gives the edit up if it has
     *     not landed
     */
    public CompletableFuture<EditOutcome> applyLater(Edit edit, String label, Optional<String> recipe) {
        return new SlowEdit(this, options, edit, label, recipe).start();
    }

    /** Runs the task once no gesture is going on: after what ends it. */
    void whenIdle(Runnable task) {
        waiting.add(task);
    }

    @SuppressWarnings("ReferenceEquality") // an edit without effect gives the same object
    EditOutcome land(Document changed, String label, Optional<String> recipe) {
        if (changed == history.current().document()) {
            show(changed, IntRect.EMPTY);
            return new EditOutcome.Unchanged();
        }
        HistoryEntry entry = history.add(changed, label, options.clock().instant(), recipe);
        show(changed, DirtyArea.between(document, changed));
        entryAdded(entry);
        return new EditOutcome.Changed(entry.id());
    }

    private void entryAdded(HistoryEntry entry) {
        thumbnails.request(entry.id());
        tell(SessionListener::historyChanged);
    }

    public boolean canUndo() {
        return history.canUndo();
    }

    public boolean canRedo() {
        return history.canRedo();
    }

    RightOfWay rightOfWay() {
        return rightOfWay;
    }

    /** Whether there was something to undo; a gesture going on is given up first and counts as that. */
    public boolean undo() {
        rightOfWay.catchUp();
        if (inGesture()) {
            cancelGesture();
            return true;
        }
        return goTo(history.undo());
    }

    /** Whether there was something to redo. */
    public boolean redo() {
        cancelGesture();
        return goTo(history.redo());
    }

    /** @throws NoSuchElementException if there is no such entry */
    public void jump(EntryId id) {
        cancelGesture();
        goTo(Optional.of(history.jump(id)));
    }

    public void star(EntryId id, boolean starred) {
        history.star(id, starred);
        tell(SessionListener::historyChanged);
    }

    private boolean goTo(Optional<HistoryEntry> entry) {
        entry.ifPresent(target -> {
            IntRect dirty = DirtyArea.between(document, target.document());
            show(target.document(), dirty);
            tell(SessionListener::historyChanged);
        });
        return entry.isPresent();
    }

    public Optional<Tool> tool() {
        return hand.tool();
    }

    /** Chooses a tool, or the same with other settings; a gesture going on is finished first. */
    public void choose(Tool value) {
        finishGesture();
        hand.take(value);
        tell(SessionListener::toolChanged);
    }

    /** Whether a gesture is going on, or waits for a slow edit that goes first. */
    public boolean isBusy() {
        return inGesture() || rightOfWay.isHolding();
    }

    /** Whether a gesture is going on. */
    boolean inGesture() {
        return shown.isPresent() || hand.isBusy();
    }

    /** What the tool wants shown while its gesture goes on. */
    public ToolEffect.ShowOutline outline() {
        return hand.outline();
    }

    /** @param scale screen pixels per document pixel */
    public void pointer(PointerEvent event, double scale) {
        rightOfWay.pointer(event, scale);
    }

    public void pointer(PointerEvent event) {
        pointer(event, 1);
    }

    /** Finishes the gesture, if one is going on: what was drawn so far counts, what is previewed is made. */
    public void finishGesture() {
        rightOfWay.catchUp();
        keepPreview();
        tellTool(new ToolEvent.Confirm());
    }

    /** Gives the gesture up, if one is going on: the document is as before it. */
    public void cancelGesture() {
        rightOfWay.catchUp();
        shown.ifPresent(given -> {
            shown = Optional.empty();
            Document before = given.preview().before();
            show(before, DirtyArea.between(document, before));
            runWaiting();
        });
        tellTool(new ToolEvent.Cancel());
    }

    void keepPreview() {
        shown.ifPresent(kept -> {
            shown = Optional.empty();
            land(document, kept.label(), kept.recipe());
            runWaiting();
        });
    }

    /** As {@link #preview}, for the tool whose gesture goes on; what cannot be shown is not. */
    void showEdit(Edit edit, String label) {
        Preview next = new Preview(history.current().document(), edit);
        try {
            Document after = next.document();
            shown = Optional.of(new Shown(next, label, Optional.empty()));
            show(after, DirtyArea.between(document, after));
        } catch (EditRefusedException e) {
            tell(listener -> listener.refused(e.refusal()));
        }
    }

    private void tellTool(ToolEvent event) {
        if (hand.isBusy()) {
            send(event, 1);
        }
    }

    private void send(ToolEvent event, double scale) {
        if (event instanceof PointerEvent pointer && pointer.kind() == PointerEvent.Kind.DOWN) {
            keepPreview();
        }
        hand.hear(event, scale);
        runWaiting();
    }

    private void runWaiting() {
        while (!inGesture() && !waiting.isEmpty()) {
            waiting.poll().run();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same document looks the same
    void show(Document after, IntRect dirty) {
        Document before = document;
        if (before == after) {
            return;
        }
        document = after;
        Optional<LayerId> active = ActiveLayer.after(activeLayer, before, after);
        tell(listener -> listener.documentChanged(before, after, dirty));
        activate(active);
    }

    private void activate(Optional<LayerId> id) {
        if (!id.equals(activeLayer)) {
            activeLayer = id;
            tell(SessionListener::activeLayerChanged);
        }
    }

    void tell(Consumer<SessionListener> news) {
        listeners.forEach(news);
    }
}
