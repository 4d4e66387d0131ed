package studio.unclip.editor.file.state;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * A history in a state log: every entry's document, then one frame that names the current entry and one an entry: id,
 * parent or -1, label, seconds, nanoseconds, recipe or -1, document, starred. Thumbnails are drawn again when the
 * history is opened.
 */
public final class StateHistory {
    /** Far more than anyone makes, and far from where numbers end. */
    private static final long HIGHEST_ID = 1L << 60;

    private StateHistory() {}

    public static void write(SavedHistory history, StateWriter out) throws IOException {
        out.history(new StateOutput().number(history.current().value()).toBytes());
        for (HistoryEntry entry : history.entries()) {
            int document = out.document(entry.document(), false);
            int label = out.text(entry.label());
            int recipe = entry.recipe().isEmpty() ? -1 : out.text(entry.recipe().get());
            out.history(new StateOutput()
                    .number(entry.id().value())
                    .number(entry.parent().map(EntryId::value).orElse(-1L))
                    .number(label)
                    .number(entry.time().getEpochSecond())
                    .number(entry.time().get(ChronoField.NANO_OF_SECOND))
                    .number(recipe)
                    .number(document)
                    .flag(entry.starred())
                    .toBytes());
        }
    }

    /** @throws FileProblem if the history is not sound */
    public static SavedHistory read(StateReader in) throws IOException {
        List<byte[]> frames = in.histories();
        if (frames.size() < 2) {
            throw FileProblem.damaged("its history is empty");
        }
        EntryId current = new EntryId(new StateInput(frames.getFirst()).number());
        List<HistoryEntry> entries = new ArrayList<>();
        Set<EntryId> known = new HashSet<>();
        for (byte[] frame : frames.subList(1, frames.size())) {
            HistoryEntry entry = entry(new StateInput(frame), in);
            if (entry.id().value() < 1 || entry.id().value() > HIGHEST_ID) {
                throw FileProblem.damaged("its history numbers a state impossibly");
            }
            boolean sound = entry.parent().isEmpty()
                    ? entries.isEmpty()
                    : known.contains(entry.parent().get())
                            && entry.id().value() > entries.getLast().id().value();
            if (!sound || !known.add(entry.id())) {
                throw FileProblem.damaged("its history is not a tree");
            }
            entries.add(entry);
        }
        if (!known.contains(current)) {
            throw FileProblem.damaged("its history has no current state");
        }
        return new SavedHistory(entries, current);
    }

    private static HistoryEntry entry(StateInput in, StateReader states) throws IOException {
        EntryId id = new EntryId(in.number());
        long parent = in.number();
        String label = states.text(in.number(0, Integer.MAX_VALUE));
        Instant time;
        try {
            time = Instant.ofEpochSecond(in.number(), in.number(0, 999_999_999));
        } catch (DateTimeException e) {
            throw FileProblem.damaged("a time in its history is impossible", e);
        }
        int recipe = in.number(-1, Integer.MAX_VALUE);
        Document document = states.document(in.number(0, states.documents() - 1));
        return new HistoryEntry(
                id,
                parent < 0 ? Optional.empty() : Optional.of(new EntryId(parent)),
                label,
                time,
                recipe < 0 ? Optional.empty() : Optional.of(states.text(recipe)),
                document,
                Optional.empty(),
                in.flag());
    }

    /**
     * The entries whose tiles, beyond those of the document that is saved anyway, stay within a budget: the current one
     * and its ancestors first, then starred ones, then the newest. The first entry always stays. Children of an entry
     * left out become its parent's.
     *
     * @param budget bytes of unique tiles
     */
    public static SavedHistory within(SavedHistory history, Document saved, long budget) {
        Counter counter = new Counter();
        counter.add(saved);
        long base = counter.bytes;
        Map<EntryId, HistoryEntry> byId = new HashMap<>();
        history.entries().forEach(entry -> byId.put(entry.id(), entry));
        Set<EntryId> kept = new LinkedHashSet<>();
        kept.add(history.entries().getFirst().id());
        counter.add(history.entries().getFirst().document());
        for (EntryId id : wanted(history, byId)) {
            counter.add(byId.get(id).document());
            if (counter.bytes - base > budget && !id.equals(history.current())) {
                break;
            }
            kept.add(id);
        }
        List<HistoryEntry> entries = new ArrayList<>();
        for (HistoryEntry entry : history.entries()) {
            if (kept.contains(entry.id())) {
                entries.add(entry.parent().isEmpty() ? entry : under(keptAncestor(entry, byId, kept), entry));
            }
        }
        return new SavedHistory(entries, history.current());
    }

    private static List<EntryId> wanted(SavedHistory history, Map<EntryId, HistoryEntry> byId) {
        Set<EntryId> order = new LinkedHashSet<>();
        for (Optional<EntryId> at = Optional.of(history.current());
                at.isPresent();
                at = byId.get(at.get()).parent()) {
            order.add(at.get());
        }
        history.entries().stream().filter(HistoryEntry::starred).forEach(entry -> order.add(entry.id()));
        history.entries().stream()
                .sorted(Comparator.comparingLong(
                                (HistoryEntry entry) -> entry.id().value())
                        .reversed())
                .forEach(entry -> order.add(entry.id()));
        return List.copyOf(order);
    }

    private static EntryId keptAncestor(HistoryEntry entry, Map<EntryId, HistoryEntry> byId, Set<EntryId> kept) {
        EntryId at = entry.parent().orElseThrow();
        while (!kept.contains(at)) {
            at = byId.get(at).parent().orElseThrow();
        }
        return at;
    }

    private static HistoryEntry under(EntryId parent, HistoryEntry entry) {
        return new HistoryEntry(
                entry.id(),
                Optional.of(parent),
                entry.label(),
                entry.time(),
                entry.recipe(),
                entry.document(),
                Optional.empty(),
                entry.starred());
    }

    /** Bytes of unique tiles. */
    private static final class Counter {
        private final Set<Object> seen = TileMap.newSeen();
        private final Set<Object> tiles = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        private long bytes;

        void add(Document document) {
            BaseMaps maps = BaseMaps.of(document);
            for (TileMap map : maps.maps()) {
                map.forEachUnseen(seen, (column, row, tile) -> count(tile, Tile.BYTES));
            }
            for (MaskMap map : maps.maskMaps()) {
                map.forEachUnseen(seen, (column, row, tile) -> count(tile, Tile.AREA));
            }
        }

        private void count(Object tile, int size) {
            if (tiles.add(tile)) {
                bytes += size;
            }
        }
    }
}
