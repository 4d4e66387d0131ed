package studio.unclip.inference.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Byte-pair merging: of all neighbouring pairs the one of lowest rank is joined wherever it stands, from left to right,
 * until no pair has a rank. Pairs wait in a queue, so that n symbols take n log n steps. Immutable, thread-safe.
 */
final class BytePairs {
    private static final int NONE = -1;

    /** Rank and result by pair; a pair is two ids in one number. */
    private final Map<Long, Merge> merges = new HashMap<>();

    private record Merge(int rank, int result) {}

    /**
     * @param merges pairs of symbols with one space between, best first; a pair given twice keeps its first rank
     * @param vocabulary id by symbol, no id twice; holds every merge's result
     */
    BytePairs(List<String> merges, Map<String, Integer> vocabulary) {
        for (int rank = 0; rank < merges.size(); rank++) {
            String merge = merges.get(rank);
            int space = merge.indexOf(' ');
            Integer first = vocabulary.get(merge.substring(0, space));
            Integer second = vocabulary.get(merge.substring(space + 1));
            if (first != null && second != null) { // else the pair can never occur
                int result = vocabulary.get(merge.substring(0, space) + merge.substring(space + 1));
                this.merges.putIfAbsent(pair(first, second), new Merge(rank, result));
            }
        }
    }

    /** Ids of the merged symbols; the argument is used as scratch. */
    int[] merge(int[] ids) {
        return new Run(ids).merged();
    }

    private static long pair(int first, int second) {
        return (long) first << 32 | second;
    }

    /** One merging: symbols as a linked list over their first places. */
    private final class Run {
        private final int[] ids;
        private final int[] next;
        private final int[] previous;
        private final PriorityQueue<Long> queue = new PriorityQueue<>();
        private int left;

        Run(int[] ids) {
            this.ids = ids;
            this.left = ids.length;
            this.next = new int[ids.length];
            this.previous = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                previous[i] = i - 1;
                next[i] = i + 1 < ids.length ? i + 1 : NONE;
            }
        }

        int[] merged() {
            for (int i = 0; i < ids.length; i++) {
                offer(i);
            }
            int[] touched = new int[16];
            while (!queue.isEmpty()) {
                int rank = rank(queue.peek());
                int count = 0;
                // The whole rank goes first, as in the definition: what a merge makes possible waits for its turn.
                while (!queue.isEmpty() && rank(queue.peek()) == rank) {
                    int place = queue.poll().intValue();
                    Merge merge = mergeAt(place);
                    if (merge != null && merge.rank() == rank) {
                        join(place, merge.result());
                        if (count + 2 > touched.length) {
                            touched = Arrays.copyOf(touched, 2 * touched.length);
                        }
                        touched[count++] = previous[place];
                        touched[count++] = place;
                    }
                }
                for (int k = 0; k < count; k++) {
                    offer(touched[k]);
                }
            }
            return result();
        }

        /** Queues the pair that begins at a place, if there is one. */
        private void offer(int place) {
            Merge merge = mergeAt(place);
            if (merge != null) {
                queue.add((long) merge.rank() << 32 | place);
            }
        }

        private static int rank(long queued) {
            return (int) (queued >>> 32);
        }

        /** Null where no symbol begins, nothing follows, or the two do not merge. */
        private Merge mergeAt(int place) {
            if (place == NONE || ids[place] == NONE || next[place] == NONE) {
                return null;
            }
            return merges.get(pair(ids[place], ids[next[place]]));
        }

        private void join(int place, int result) {
            int gone = next[place];
            ids[place] = result;
            next[place] = next[gone];
            if (next[gone] != NONE) {
                previous[next[gone]] = place;
            }
            ids[gone] = NONE;
            left--;
        }

        private int[] result() {
            int[] result = new int[left];
            int count = 0;
            for (int id : ids) {
                if (id != NONE) {
                    result[count++] = id;
                }
            }
            return result;
        }
    }
}
