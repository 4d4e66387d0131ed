package studio.unclip.inference.image;

import java.util.Arrays;

/**
 * How what lies along one side of an edge is moved against what lies along the other: the cheapest smooth shift, by dynamic
 * programming, as stereo matching does along a scan line. A profile is as in {@link EdgeDrift}. Pure.
 */
final class EdgeMatch {
    /** The largest shift, cells. */
    private static final int FAR = 20;

    /** States a cell. */
    private static final int FINE = 4;

    /** The state that is no shift. */
    private static final int UNMOVED = FINE * FAR;

    private static final int STATES = 2 * UNMOVED + 1;

    /** From one cell to the next a shift changes by half a cell at most, so that nothing is folded over. */
    private static final int MOST_BENT = FINE / 2;

    /** What a change of the shift by a state costs from one cell to the next, and a shift itself by state; in [-1, 1]. */
    private static final float BENDING = 0.02f;

    private static final float MOVING = 0.00025f;

    /** A shift that leaves more than this of the difference is none. */
    private static final double WORTH = 0.7;

    /** Where less than this differs in all, there are no lines: the colours' drift is matched elsewhere. */
    private static final double SEEN = 0.1;

    /** What differs by less on either side of an edge is shading, not a line that is elsewhere; in [-1, 1]. */
    private static final float SHADING = 0.02f;

    private EdgeMatch() {}

    /** By cell, how far on the fresh profile shows what the old one shows there, cells; zeros where that is no gain. */
    static float[] shift(float[] old, float[] fresh) {
        int cells = old.length / 3;
        float[][] cost = new float[cells][STATES];
        int[][] from = new int[cells][STATES];
        for (int cell = 0; cell < cells; cell++) {
            for (int state = 0; state < STATES; state++) {
                float own = off(old, fresh, cell, state) + MOVING * Math.abs(state - UNMOVED);
                float best = cell == 0 ? 0 : Float.MAX_VALUE;
                int furthest = Math.min(STATES - 1, state + MOST_BENT);
                for (int last = Math.max(0, state - MOST_BENT); cell > 0 && last <= furthest; last++) {
                    float reached = cost[cell - 1][last] + BENDING * Math.abs(state - last);
                    if (reached < best) {
                        best = reached;
                        from[cell][state] = last;
                    }
                }
                cost[cell][state] = own + best;
            }
        }
        int state = 0;
        for (int other = 1; other < STATES; other++) {
            state = cost[cells - 1][other] < cost[cells - 1][state] ? other : state;
        }
        float[] shift = new float[cells];
        double left = 0;
        double unmoved = 0;
        for (int cell = cells - 1; cell >= 0; cell--) {
            shift[cell] = (state - UNMOVED) / (float) FINE;
            if (state != UNMOVED) {
                left += off(old, fresh, cell, state);
                unmoved += off(old, fresh, cell, UNMOVED);
            }
            state = from[cell][state];
        }
        if (unmoved < SEEN || left > WORTH * unmoved) {
            Arrays.fill(shift, 0);
        }
        return shift;
    }

    private static float off(float[] old, float[] fresh, int cell, int state) {
        int cells = old.length / 3;
        float at = Math.clamp(cell + (state - UNMOVED) / (float) FINE, 0, cells - 1);
        int below = (int) at;
        int above = Math.min(cells - 1, below + 1);
        float share = at - below;
        float sum = 0;
        for (int c = 0; c < 3; c++) {
            int plane = c * cells;
            float shown = (1 - share) * fresh[plane + below] + share * fresh[plane + above];
            float wanted = old[plane + cell];
            if (Float.isNaN(shown) || Float.isNaN(wanted)) {
                return 0;
            }
            sum += Math.abs(shown - wanted) / 3;
        }
        return Math.max(0, sum - SHADING);
    }
}
