package studio.unclip.editor.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import studio.unclip.editor.document.Document;

/**
 * The tree of states and which of them is current. Undo goes to the parent, redo to the child last visited; a change
 * after an undo begins a branch and loses nothing. Every entry holds a whole document (they share tiles), so an entry
 * can be left out without touching the others. Confined to one thread.
 */
public final class History {
    private final TreeMap<EntryId, HistoryEntry> entries = new TreeMap<>((a, b) -> Long.compare(a.value(), b.value()));
    private final Map<EntryId, List<EntryId>> children = new HashMap<>();
    private final Map<EntryId, EntryId> lastVisited = new HashMap<>();
    private final BudgetKeeper keeper;
    private long nextId = 1;
    private EntryId current;

    /**
     * @param label names the first state
     * @param ownThread runs a task on the thread the history is confined to, later
     * @param worker spills tiles, off this thread
     */
    public History(
            Document first, String label, Instant time, HistoryBudget budget, Executor ownThread, Executor worker) {
        keeper = new BudgetKeeper(budget, ownThread, worker);
        HistoryEntry root = new HistoryEntry(
                newId(), Optional.empty(), label, time, Optional.empty(), first, Optional.empty(), false);
        entries.put(root.id(), root);
        current = root.id();
        keeper.added(first);
    }

    /**
     * A tree that was saved. Which branches were visited last is not known: redo follows the way to the current entry,
     * elsewhere the newest branch. New entries get ids above all of these. May forget distant states, as the budget says.
     *
     * @param saved every parent before its children, ids ascending, the first state first
     * @throws IllegalArgumentException if that is no tree, or the current entry is not in it
     */
    public History(
            List<HistoryEntry> saved, EntryId current, HistoryBudget budget, Executor ownThread, Executor worker) {
        keeper = new BudgetKeeper(budget, ownThread, worker);
        for (HistoryEntry entry : saved) {
            if (entry.id().value() < nextId || entry.parent().isEmpty() != entries.isEmpty()) {
                throw new IllegalArgumentException("no history begins or goes on with " + entry.id());
            }
            entry.parent().ifPresent(parent -> {
                require(parent, IllegalArgumentException::new);
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(entry.id());
                lastVisited.put(parent, entry.id());
            });
            entries.put(entry.id(), entry);
            nextId = Math.addExact(entry.id().value(), 1);
            keeper.added(entry.document());
        }
        this.current = require(current, IllegalArgumentException::new).id();
        rememberWayTo(current);
        keeper.enforce(this);
    }

    private EntryId newId() {
        return new EntryId(nextId++);
    }

    public HistoryEntry current() {
        return entries.get(current);
    }

    /** The first state. */
    public HistoryEntry root() {
        return entries.firstEntry().getValue();
    }

    public Optional<HistoryEntry> entry(EntryId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Every entry, oldest first; a view. */
    public Collection<HistoryEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    public int size() {
        return entries.size();
    }

    /** The states made from this one, oldest first. */
    public List<EntryId> children(EntryId id) {
        return Collections.unmodifiableList(children.getOrDefault(id, List.of()));
    }

    /** Adds a state below the current one and makes it current. May forget distant states, as the budget says. */
    public HistoryEntry add(Document document, String label, Instant time, Optional<String> recipe) {
        HistoryEntry entry =
                new HistoryEntry(newId(), Optional.of(current), label, time, recipe, document, Optional.empty(), false);
        entries.put(entry.id(), entry);
        children.computeIfAbsent(current, id -> new ArrayList<>()).add(entry.id());
        lastVisited.put(current, entry.id());
        current = entry.id();
        keeper.added(document);
        keeper.enforce(this);
        return entry;
    }

    /** Whether {@link #replace} can put another state in the place of the current one. */
    public boolean canReplace() {
        return current().parent().isPresent()
                && !current().starred()
                && children(current).isEmpty();
    }

    /**
     * Adds a state in the place of the current one, which is forgotten: trying one thing after the other leaves one entry.
     *
     * @throws IllegalStateException if the current entry is the first, is kept by its star, or others were made from it
     */
    public HistoryEntry replace(Document document, String label, Instant time, Optional<String> recipe) {
        if (!canReplace()) {
            throw new IllegalStateException("entry " + current + " cannot be replaced");
        }
        EntryId old = current;
        current = current().parent().orElseThrow();
        remove(old);
        return add(document, label, time, recipe);
    }

    public boolean canUndo() {
        return current().parent().isPresent();
    }

    public boolean canRedo() {
        return redoTarget().isPresent();
    }

    /** What redo would go to: the child last visited. */
    public Optional<EntryId> redoTarget() {
        return Optional.ofNullable(lastVisited.get(current));
    }

    /** Goes to the parent; empty if this is the first state. */
    public Optional<HistoryEntry> undo() {
        return current().parent().map(this::jump);
    }

    /** Goes to the child last visited; empty if there is none. */
    public Optional<HistoryEntry> redo() {
        return redoTarget().map(this::jump);
    }

    /**
     * Makes any entry current; redo then follows the way back down to where we were, or the branch last visited.
     *
     * @throws NoSuchElementException if there is no such entry
     */
    public HistoryEntry jump(EntryId id) {
        HistoryEntry target = require(id);
        current = id;
        rememberWayTo(id);
        keeper.makeRoomFor(target.document(), this);
        return target;
    }

    /** Redo from any state above the entry leads to it. */
    private void rememberWayTo(EntryId id) {
        EntryId child = id;
        for (Optional<EntryId> up = require(id).parent();
                up.isPresent();
                up = require(child).parent()) {
            lastVisited.put(up.get(), child);
            child = up.get();
        }
    }

    /** Makes room for what reading an entry's pixels will bring back to the heap; does nothing if it has gone. */
    public void willRead(EntryId id) {
        entry(id).ifPresent(entry -> keeper.makeRoomFor(entry.document(), this));
    }

    /** Keeps the entry whatever the budget says, or no longer. */
    public void star(EntryId id, boolean starred) {
        entries.put(id, require(id).withStarred(starred));
    }

    /** Gives an entry its picture; does nothing if the entry has gone. */
    public void setThumbnail(EntryId id, Thumbnail thumbnail) {
        entries.computeIfPresent(id, (key, entry) -> entry.withThumbnail(thumbnail));
    }

    /** Whether the budget must leave the entry: the first, the current and starred ones. */
    boolean isFixed(HistoryEntry entry) {
        return entry.starred() || entry.parent().isEmpty() || entry.id().equals(current);
    }

    /** Takes an entry out; its children become its parent's. Not the first, not the current. */
    void remove(EntryId id) {
        HistoryEntry gone = require(id);
        if (id.equals(current) || gone.parent().isEmpty()) {
            throw new IllegalArgumentException("the first and the current entry stay");
        }
        EntryId parent = gone.parent().get();
        List<EntryId> orphans = children.getOrDefault(id, List.of());
        List<EntryId> siblings = children.get(parent);
        siblings.remove(id);
        siblings.addAll(orphans);
        siblings.sort((a, b) -> Long.compare(a.value(), b.value()));
        for (EntryId orphan : orphans) {
            entries.put(orphan, require(orphan).withParent(Optional.of(parent)));
        }
        EntryId heir = lastVisited.remove(id);
        if (id.equals(lastVisited.get(parent))) {
            if (heir != null) {
                lastVisited.put(parent, heir);
            } else if (siblings.isEmpty()) {
                lastVisited.remove(parent);
            } else {
                lastVisited.put(parent, siblings.getLast());
            }
        }
        children.remove(id);
        entries.remove(id);
    }

    private HistoryEntry require(EntryId id) {
        return require(id, NoSuchElementException::new);
    }

    private HistoryEntry require(EntryId id, Function<String, RuntimeException> problem) {
        HistoryEntry entry = entries.get(id);
        if (entry == null) {
            throw problem.apply("no entry " + id);
        }
        return entry;
    }
}
