package studio.unclip.inference.image;

import java.util.Arrays;

/**
 * Parts a grid of cells in two where that is cheapest: the least cut between what is tied to one side and what is tied to
 * the other, found by the largest flow that goes through (Dinic 1970; for seams between pictures Kwatra et al. 2003). One
 * use. Pure.
 */
final class MinimalCut {
    private static final int WAYS = 4;

    private final int width;
    private final int all;

    /** What may still flow from a cell to the one at its right, left, below and above. */
    private final int[][] open;

    private final int[] in;
    private final int[] out;
    private final int[] level;
    private final int[] next;
    private final int[] queue;

    MinimalCut(int width, int height) {
        this.width = width;
        this.all = width * height;
        this.open = new int[WAYS][all];
        this.in = new int[all];
        this.out = new int[all];
        this.level = new int[all];
        this.next = new int[all];
        this.queue = new int[all];
    }

    /**
     * What it costs to part a cell from the next.
     *
     * @param across whether from the one at its right, else from the one below
     * @param cost 0 or more
     */
    void part(int cell, boolean across, int cost) {
        int way = across ? 0 : 2;
        open[way][cell] = cost;
        open[way + 1][to(cell, way)] = cost;
    }

    /**
     * What more it costs to have a cell on either side.
     *
     * @param notFirst to have it not on the first side
     * @param first to have it there
     */
    void tie(int cell, int notFirst, int first) {
        in[cell] += notFirst;
        out[cell] += first;
    }

    /** Which cells are on the first side: no more than must be. */
    boolean[] first() {
        while (reaches()) {
            Arrays.fill(next, 0);
            for (int cell = 0; cell < all; cell++) {
                if (in[cell] > 0) {
                    flow(cell);
                }
            }
        }
        boolean[] first = new boolean[all];
        for (int cell = 0; cell < all; cell++) {
            first[cell] = level[cell] >= 0;
        }
        return first;
    }

    /** Counts how many cells lie between the first side and each; whether anything can still flow. */
    private boolean reaches() {
        Arrays.fill(level, -1);
        int count = 0;
        for (int cell = 0; cell < all; cell++) {
            if (in[cell] > 0) {
                level[cell] = 0;
                queue[count++] = cell;
            }
        }
        boolean reaches = false;
        for (int i = 0; i < count; i++) {
            int cell = queue[i];
            reaches |= out[cell] > 0;
            for (int way = 0; way < WAYS; way++) {
                if (open[way][cell] > 0 && level[to(cell, way)] < 0) {
                    int beside = to(cell, way);
                    level[beside] = level[cell] + 1;
                    queue[count++] = beside;
                }
            }
        }
        return reaches;
    }

    /** All that can flow from a cell along shortest ways. */
    private void flow(int start) {
        int[] way = queue;
        int length = 0;
        int cell = start;
        while (in[start] > 0) {
            if (out[cell] > 0) {
                length = taken(start, cell, length);
                cell = length == 0 ? start : to(way[length - 1], next[way[length - 1]]);
                continue;
            }
            int at = next[cell];
            if (at < WAYS) {
                int beside = open[at][cell] > 0 ? to(cell, at) : cell;
                if (level[beside] == level[cell] + 1) {
                    way[length++] = cell;
                    cell = beside;
                } else {
                    next[cell]++;
                }
            } else if (length == 0) {
                return;
            } else {
                cell = way[--length];
                next[cell]++;
            }
        }
    }

    /** Lets flow what can along the cells in the queue and on from the last; how many of them can still be used. */
    private int taken(int start, int last, int length) {
        int most = Math.min(in[start], out[last]);
        for (int i = 0; i < length; i++) {
            most = Math.min(most, open[next[queue[i]]][queue[i]]);
        }
        in[start] -= most;
        out[last] -= most;
        int kept = length;
        for (int i = length - 1; i >= 0; i--) {
            int cell = queue[i];
            int way = next[cell];
            open[way][cell] -= most;
            open[way ^ 1][to(cell, way)] += most;
            if (open[way][cell] == 0) {
                kept = i;
            }
        }
        return kept;
    }

    private int to(int cell, int way) {
        return switch (way) {
            case 0 -> cell + 1;
            case 1 -> cell - 1;
            case 2 -> cell + width;
            default -> cell - width;
        };
    }
}
