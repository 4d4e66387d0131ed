package studio.unclip.editor.history;

import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.pixel.SpillFile;

/**
 * What a history may take, in bytes of unique tiles: a tile that many states share counts once.
 *
 * @param memoryBytes on the heap; beyond it, tiles only distant states need go to the spill file
 * @param diskBytes in the spill file; beyond both, distant states are forgotten, but never the first, the current or a
 *     starred one
 * @param spill where to; empty: beyond memoryBytes states are forgotten. The caller closes it when the history is gone
 */
public record HistoryBudget(long memoryBytes, long diskBytes, Optional<SpillFile> spill) {
    /** No limit. */
    public static final HistoryBudget UNLIMITED = new HistoryBudget(Long.MAX_VALUE, 0, Optional.empty());

    public HistoryBudget {
        Objects.requireNonNull(spill);
        if (memoryBytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException("no budget: " + memoryBytes + ", " + diskBytes);
        }
    }

    /** Memory only. */
    public static HistoryBudget memory(long bytes) {
        return new HistoryBudget(bytes, 0, Optional.empty());
    }

    /** Unique tiles beyond which states are forgotten. */
    long totalBytes() {
        return spill.isEmpty() || memoryBytes > Long.MAX_VALUE - diskBytes ? memoryBytes : memoryBytes + diskBytes;
    }
}
