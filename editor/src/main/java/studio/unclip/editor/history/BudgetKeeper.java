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
 * Keeps a history within its budget. Counts only what each new state adds; when the count passes a limit it walks all
 * states, nearest to the current one first, and lets go of what lies beyond three quarters of the limit, so that walks
 * are rare. Confined to the history's thread; spilling runs on the worker.
 */
final class BudgetKeeper {
    private static final Logger log = LoggerFactory.getLogger(BudgetKeeper.class);

    private final HistoryBudget budget;
    private final Executor worker;

    /** Tiles and nodes never override equals, so the weak set compares them by identity. */
    private final TileWalk known = new TileWalk(Collections.newSetFromMap(new WeakHashMap<>()));

    private long residentBytes;
    private long totalBytes;

    BudgetKeeper(HistoryBudget budget, Executor worker) {
        this.budget = budget;
        this.worker = worker;
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

    /** Counts what a state that becomes current will bring back to the heap. */
    void visited(Document document) {
        if (budget.spill().isPresent()) {
            TileWalk.fresh().visit(document, tile -> residentBytes += tile.isResident() ? 0 : tile.byteSize());
        }
    }

    /** Forgets states and spills tiles as the budget asks. */
    void enforce(History history) {
        if (totalBytes > budget.totalBytes()) {
            forget(history);
        }
        if (residentBytes > budget.memoryBytes() && budget.spill().isPresent()) {
            spill(history, budget.spill().get());
        }
    }

    private void forget(History history) {
        List<HistoryEntry> kept = new ArrayList<>();
        List<HistoryEntry> others = new ArrayList<>();
        for (HistoryEntry entry : nearestFirst(history)) {
            (history.isFixed(entry) ? kept : others).add(entry);
        }
        TileWalk walk = TileWalk.fresh();
        long[] sum = {0};
        kept.forEach(entry -> walk.visit(entry.document(), tile -> sum[0] += tile.byteSize()));
        long limit = budget.totalBytes() / 4 * 3;
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
    }

    private void spill(History history, SpillFile file) {
        List<Spillable<?>> distant = new ArrayList<>();
        TileWalk walk = TileWalk.fresh();
        long[] sum = {0};
        walk.visit(history.current().document(), tile -> sum[0] += tile.byteSize());
        long limit = budget.memoryBytes() / 4 * 3;
        for (HistoryEntry entry : nearestFirst(history)) {
            walk.visit(entry.document(), tile -> {
                if (!tile.isResident()) {
                    return;
                }
                if (sum[0] + tile.byteSize() <= limit) {
                    sum[0] += tile.byteSize();
                } else {
                    distant.add(tile);
                }
            });
        }
        residentBytes = sum[0];
        worker.execute(() -> spill(distant, file));
    }

    private static void spill(List<Spillable<?>> tiles, SpillFile file) {
        try {
            for (Spillable<?> tile : tiles) {
                tile.spillTo(file);
            }
        } catch (IOException e) {
            // Nothing is lost: what is not on disk stays on the heap.
            log.warn("the history stays in memory: its spill file cannot be written", e);
        }
    }

    private static List<HistoryEntry> nearestFirst(History history) {
        long current = history.current().id().value();
        List<HistoryEntry> entries = new ArrayList<>(history.entries());
        entries.sort(Comparator.comparingLong(entry -> Math.abs(entry.id().value() - current)));
        return entries;
    }
}
