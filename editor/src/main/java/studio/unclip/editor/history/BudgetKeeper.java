package studio.unclip.editor.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.pixel.SpillFile;
import studio.unclip.editor.pixel.Spillable;

/**
 * Keeps a history within its budget. Counts what each new state adds, what was read back from the spill file and what
 * was really written there; when the count passes a limit it walks all states, nearest to the current one first, and
 * lets go of what lies beyond three quarters of the limit, so that walks are rare. Confined to the history's thread;
 * only the writing runs on the worker.
 */
final class BudgetKeeper {
    private static final Logger log = LoggerFactory.getLogger(BudgetKeeper.class);

    private final HistoryBudget budget;
    private final Executor historyThread;
    private final Executor worker;

    /** Tiles and nodes never override equals, so the weak set compares them by identity. */
    private final TileWalk known = new TileWalk(Collections.newSetFromMap(new WeakHashMap<>()));

    private long residentBytes;
    private long totalBytes;
    private long readBack;
    private boolean spilling;

    /** Beyond this many resident bytes the states are walked. */
    private long walkAbove;

    /** Whether the spill file could not be written the last time. */
    private boolean spillFails;

    BudgetKeeper(HistoryBudget budget, Executor historyThread, Executor worker) {
        this.budget = budget;
        this.historyThread = historyThread;
        this.worker = worker;
        this.walkAbove = budget.memoryBytes();
        this.readBack = budget.spill().map(SpillFile::bytesReadBack).orElse(0L);
    }

    /** Counts a new state. */
    void added(Document document) {
        if (budget.memoryBytes() == Long.MAX_VALUE) {
            return;
        }
        known.visit(document, tile -> {
            residentBytes += tile.byteSize();
            totalBytes += tile.byteSize();
        });
    }

    /** Forgets states and spills tiles as the budget asks. */
    void enforce(History history) {
        enforce(history, 0);
    }

    /** As {@link #enforce(History)}, with room for what reading a document will bring back to the heap. */
    void makeRoomFor(Document document, History history) {
        long[] missing = {0};
        if (budget.spill().isPresent()) {
            TileWalk.fresh().visit(document, tile -> missing[0] += tile.isResident() ? 0 : tile.byteSize());
        }
        enforce(history, missing[0]);
    }

    private void enforce(History history, long expected) {
        budget.spill().ifPresent(file -> {
            residentBytes += file.bytesReadBack() - readBack;
            readBack = file.bytesReadBack();
        });
        if (totalBytes > totalLimit()) {
            forget(history, totalLimit() / 4 * 3);
        }
        if (budget.spill().isPresent() && !spilling && residentBytes + expected > walkAbove) {
            spill(history, budget.spill().get());
        }
    }

    /** Where the file cannot be written, the disk has room for what it holds and no more. */
    private long totalLimit() {
        return spillFails
                ? Math.min(
                        budget.totalBytes(),
                        budget.memoryBytes() + budget.spill().orElseThrow().bytesUsed())
                : budget.totalBytes();
    }

    private void forget(History history, long limit) {
        List<HistoryEntry> kept = new ArrayList<>();
        List<HistoryEntry> others = new ArrayList<>();
        for (HistoryEntry entry : nearestFirst(history)) {
            (history.isFixed(entry) ? kept : others).add(entry);
        }
        TileWalk walk = TileWalk.fresh();
        long[] sum = {0};
        kept.forEach(entry -> walk.visit(entry.document(), tile -> sum[0] += tile.byteSize()));
        boolean full = false;
        for (HistoryEntry entry : others) {
            long before = sum[0];
            walk.visit(entry.document(), tile -> sum[0] += tile.byteSize());
            full |= sum[0] > limit;
            if (full) {
                sum[0] = before;
                history.remove(entry.id());
            }
        }
        totalBytes = sum[0];
        residentBytes = resident(history);
    }

    private static long resident(History history) {
        long[] sum = {0};
        TileWalk walk = TileWalk.fresh();
        history.entries()
                .forEach(entry ->
                        walk.visit(entry.document(), tile -> sum[0] += tile.isResident() ? tile.byteSize() : 0));
        return sum[0];
    }

    private void spill(History history, SpillFile file) {
        List<Spillable<?>> distant = new ArrayList<>();
        TileWalk walk = TileWalk.fresh();
        long[] near = {0};
        long[] resident = {0};
        walk.visit(history.current().document(), tile -> {
            near[0] += tile.byteSize();
            resident[0] += tile.isResident() ? tile.byteSize() : 0;
        });
        long limit = budget.memoryBytes() / 4 * 3;
        for (HistoryEntry entry : nearestFirst(history)) {
            walk.visit(entry.document(), tile -> {
                if (!tile.isResident()) {
                    return;
                }
                resident[0] += tile.byteSize();
                if (near[0] + tile.byteSize() <= limit) {
                    near[0] += tile.byteSize();
                } else {
                    distant.add(tile);
                }
            });
        }
        residentBytes = resident[0];
        if (distant.isEmpty()) {
            walkRarely();
            return;
        }
        spilling = true;
        worker.execute(() -> spill(distant, file, history));
    }

    /** On the worker. */
    private void spill(List<Spillable<?>> tiles, SpillFile file, History history) {
        long freed = 0;
        boolean failed = true;
        try {
            for (Spillable<?> tile : tiles) {
                freed += tile.spillTo(file) ? tile.byteSize() : 0;
            }
            failed = false;
        } catch (IOException e) {
            log.warn("distant states of the history will be forgotten: its spill file cannot be written", e);
        } finally {
            long bytes = freed;
            boolean fails = failed;
            historyThread.execute(() -> spilled(bytes, fails, history));
        }
    }

    private void spilled(long freed, boolean failed, History history) {
        spilling = false;
        spillFails = failed;
        residentBytes -= freed;
        walkAbove = budget.memoryBytes();
        if (failed) {
            walkRarely();
        }
        enforce(history); // more may have come meanwhile
    }

    /** What the current state holds alone, or what cannot be written, must not lead to a walk at every change. */
    private void walkRarely() {
        walkAbove = Math.max(budget.memoryBytes(), residentBytes + budget.memoryBytes() / 4);
    }

    private static List<HistoryEntry> nearestFirst(History history) {
        long current = history.current().id().value();
        List<HistoryEntry> entries = new ArrayList<>(history.entries());
        entries.sort(Comparator.comparingLong(entry -> Math.abs(entry.id().value() - current)));
        return entries;
    }
}
