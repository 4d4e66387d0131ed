package studio.unclip.app.panel.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;

/**
 * The tree of states as lanes beside the list, as version control draws it, oldest first: the way to the state on the
 * canvas, and on where redo leads, is the first lane; every branch has a lane of its own from the state it leaves.
 */
public final class BranchLanes {
    /** So many lanes are drawn; further branches share the last. */
    static final int MOST = 6;

    /**
     * What is drawn beside one row. Lanes are numbered from 0.
     *
     * @param lane of the row's own dot
     * @param from above comes a line in these lanes; a bit each
     * @param to below goes a line on in these lanes
     * @param forks lanes that leave this row's dot, to the right of it
     */
    public record Lines(int lane, int from, int to, int forks) {
        /** How many lanes are taken. */
        public int width() {
            return 32 - Integer.numberOfLeadingZeros(1 << lane | from | to | forks);
        }
    }

    /** One row's state, and the one in an earlier row that it came from. */
    record Step(EntryId id, Optional<EntryId> parent) {}

    private BranchLanes() {}

    /** From the first state to the current one, and on where redo leads. */
    static Set<EntryId> path(History history) {
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

    /**
     * Lines of every row.
     *
     * @param steps oldest first: every parent before its children
     * @param path stays in the first lane
     */
    static List<Lines> of(List<Step> steps, Set<EntryId> path) {
        int count = steps.size();
        int[] parent = new int[count];
        int[] heir = new int[count];
        Arrays.fill(heir, -1);
        Map<EntryId, Integer> index = new HashMap<>();
        for (int i = 0; i < count; i++) {
            index.put(steps.get(i).id(), i);
            parent[i] = steps.get(i).parent().map(index::get).orElse(-1);
            if (parent[i] >= 0) {
                int before = heir[parent[i]];
                // The newest child goes on in its parent's lane, unless another one lies on the path.
                if (before < 0 || !path.contains(steps.get(before).id())) {
                    heir[parent[i]] = i;
                }
            }
        }
        int[] lane = new int[count];
        List<BitSet> taken = new ArrayList<>();
        // The way to the canvas has the first lane for itself, from top to bottom.
        taken.add(new BitSet());
        taken.getFirst().set(0, count);
        for (int i = 0; i < count; i++) {
            boolean begins = parent[i] < 0 || heir[parent[i]] != i;
            if (begins) {
                int last = i;
                while (heir[last] >= 0) {
                    last = heir[last];
                }
                lane[i] = i == 0 ? 0 : free(taken, parent[i], last);
            } else {
                lane[i] = lane[parent[i]];
            }
        }
        int[] from = new int[count];
        int[] to = new int[count];
        int[] forks = new int[count];
        for (int i = 0; i < count; i++) {
            if (parent[i] < 0) {
                continue;
            }
            int bit = 1 << lane[i];
            from[i] |= bit;
            if (lane[parent[i]] == lane[i]) {
                to[parent[i]] |= bit;
            } else {
                forks[parent[i]] |= bit;
            }
            for (int row = parent[i] + 1; row < i; row++) {
                from[row] |= bit;
                to[row] |= bit;
            }
        }
        List<Lines> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(new Lines(lane[i], from[i], to[i], forks[i]));
        }
        return lines;
    }

    /** The first lane in which no other branch lies between a branch's beginning and its end; it is then taken. */
    private static int free(List<BitSet> taken, int parent, int last) {
        for (int lane = 1; lane < MOST; lane++) {
            if (lane == taken.size()) {
                taken.add(new BitSet());
            }
            int met = taken.get(lane).nextSetBit(parent);
            if (met < 0 || met > last) {
                taken.get(lane).set(parent, last + 1);
                return lane;
            }
        }
        return MOST - 1;
    }
}
