package studio.unclip.inference.image;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives the ground of a painted part the colours that are expected there. A model that paints a thing paints a ground of its
 * own around it, a little darker or lighter than what is there: a faint box. The ground is what is near to what is expected
 * along the part's border, and what goes on from there without an edge; by what it differs, smoothed, it is moved. The thing
 * keeps its colours, and the ground its own fine detail; only along the border it becomes what is expected. Pure.
 */
public final class GroundMatch {
    /** The difference is found in so many cells a side, */
    private static final int CELLS = 256;

    /** and smoothed by two means over this many cells to every side. */
    private static final int REACH = 12;

    /** Beside the border a cell that is off by no more than this in each channel of [-1, 1] shows the ground; */
    private static final float GROUND = 0.2f;

    /** how many cells that is. */
    private static final int BESIDE = 3;

    /** The ground goes on where the difference changes by no more than this from cell to cell, */
    private static final float EVEN = 0.04f;

    /** but not where it is larger than this, */
    private static final float THING = 0.45f;

    /** nor where what is expected changes by more from cell to cell: two grounds that lead over into each other are none. */
    private static final float PLAIN = 0.03f;

    /** How far into the part its ground becomes what is expected, a part of the side. */
    private static final int BORDER = 64;

    /** A pixel that is then still off by no more than this takes the difference wholly, */
    private static final float WHOLLY = 0.06f;

    /** and one that is off by more not at all. */
    private static final float NOT = 0.2f;

    /** Where fewer of the cells around than this show the ground they tell the less. */
    private static final float FEW = 0.02f;

    private GroundMatch() {}

    /**
     * The painted picture on the expected ground.
     *
     * @param painted planar RGB in [-1, 1], [3 x size x size]; left as it is
     * @param expected as large: what would be there without the thing
     * @param repaint [size x size]: where it is 0 nothing was painted, and nothing changes
     * @param strength how far the ground is to be the expected one, 0 to 1
     */
    public static float[] taken(float[] painted, float[] expected, float[] repaint, int size, double strength) {
        int cells = Math.min(CELLS, size);
        float[] difference = difference(painted, expected, repaint, size, cells);
        float[] wide = Resample.resize(difference, 3, cells, cells, size, size, Filter.BILINEAR);
        float[] border = border(repaint, size);
        float[] taken = painted.clone();
        int pixels = size * size;
        for (int i = 0; i < pixels; i++) {
            float off = 0;
            float asItIs = 0;
            for (int at = i; at < 3 * pixels; at += pixels) {
                off = Math.max(off, Math.abs(expected[at] - painted[at] - wide[at]));
                asItIs = Math.max(asItIs, Math.abs(expected[at] - painted[at]));
            }
            float share = repaint[i] > 0 ? (float) strength * falling(Math.min(off, asItIs), WHOLLY, NOT) : 0;
            for (int at = i; at < 3 * pixels && share > 0; at += pixels) {
                float wanted = wide[at] + border[i] * (expected[at] - painted[at] - wide[at]);
                taken[at] = Math.clamp(painted[at] + share * wanted, -1f, 1f);
            }
        }
        return taken;
    }

    /** 1 where the picture is known as well, falling to 0 inside. */
    private static float[] border(float[] repaint, int size) {
        float[] border = new float[repaint.length];
        for (int i = 0; i < border.length; i++) {
            border[i] = repaint[i] < 1 ? 1 : 0;
        }
        SoftEdge.outward(border, size, size, (double) size / BORDER);
        return border;
    }

    /** What the ground lacks, by cell, smooth. */
    private static float[] difference(float[] painted, float[] expected, float[] repaint, int size, int cells) {
        int all = cells * cells;
        int pixels = size * size;
        float[] sums = new float[3 * all];
        int[] counts = new int[all];
        boolean[] known = new boolean[all];
        for (int i = 0; i < pixels; i++) {
            int to = i / size * cells / size * cells + i % size * cells / size;
            known[to] |= repaint[i] < 1;
            if (repaint[i] >= 1) {
                counts[to]++;
                for (int c = 0; c < 3; c++) {
                    sums[c * all + to] += expected[c * pixels + i] - painted[c * pixels + i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= Math.max(1, counts[i % all]);
        }
        float[] weights = ground(sums, plain(expected, counts, size, cells), known, cells);
        for (int i = 0; i < sums.length; i++) {
            sums[i] *= weights[i % all];
        }
        for (int pass = 0; pass < 2; pass++) {
            smooth(sums, 3, cells);
            smooth(weights, 1, cells);
        }
        for (int i = 0; i < sums.length; i++) {
            float weight = weights[i % all];
            sums[i] = weight == 0 ? 0 : sums[i] / weight * Math.min(1, weight / FEW);
        }
        return sums;
    }

    /** By cell, 1 where the ground shows: from the border on. */
    private static float[] ground(float[] difference, boolean[] plain, boolean[] known, int cells) {
        float[] ground = new float[plain.length];
        float[] beside = new float[plain.length];
        for (int i = 0; i < beside.length; i++) {
            beside[i] = known[i] ? 1 : 0;
        }
        SoftEdge.outward(beside, cells, cells, BESIDE);
        Deque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < ground.length; i++) {
            if (plain[i] && beside[i] > 0 && furthest(difference, i, ground.length) <= GROUND) {
                ground[i] = 1;
                open.add(i);
            }
        }
        while (!open.isEmpty()) {
            int cell = open.remove();
            for (int way = 0; way < 4; way++) {
                int x = cell % cells + (way == 0 ? 1 : way == 1 ? -1 : 0);
                int y = cell / cells + (way == 2 ? 1 : way == 3 ? -1 : 0);
                int next = y * cells + x;
                if (x >= 0 && y >= 0 && x < cells && y < cells && plain[next] && ground[next] == 0) {
                    float change = 0;
                    for (int plane = 0; plane < difference.length; plane += ground.length) {
                        change = Math.max(change, Math.abs(difference[plane + next] - difference[plane + cell]));
                    }
                    if (change <= EVEN && furthest(difference, next, ground.length) <= THING) {
                        ground[next] = 1;
                        open.add(next);
                    }
                }
            }
        }
        return ground;
    }

    /** Which cells are painted, and what is expected there is as in those beside them. */
    private static boolean[] plain(float[] expected, int[] counts, int size, int cells) {
        float[] means = Resample.resize(expected, 3, size, size, cells, cells, Filter.BOX);
        boolean[] plain = new boolean[counts.length];
        for (int i = 0; i < plain.length; i++) {
            float change = 0;
            for (int at = i; at < means.length; at += plain.length) {
                change = Math.max(change, i % cells > 0 ? Math.abs(means[at] - means[at - 1]) : 0);
                change = Math.max(change, i >= cells ? Math.abs(means[at] - means[at - cells]) : 0);
            }
            plain[i] = counts[i] > 0 && change <= PLAIN;
        }
        return plain;
    }

    private static float furthest(float[] difference, int cell, int all) {
        float furthest = 0;
        for (int at = cell; at < difference.length; at += all) {
            furthest = Math.max(furthest, Math.abs(difference[at]));
        }
        return furthest;
    }

    /** Means over a square around each cell, in place; what lies beyond the sides counts as 0. */
    private static void smooth(float[] planes, int channels, int side) {
        float[] line = new float[side];
        for (int plane = 0; plane < channels * side * side; plane += side * side) {
            for (int i = 0; i < side; i++) {
                smooth(planes, plane + i * side, 1, line);
            }
            for (int i = 0; i < side; i++) {
                smooth(planes, plane + i, side, line);
            }
        }
    }

    private static void smooth(float[] values, int from, int step, float[] line) {
        int side = line.length;
        for (int i = 0; i < side; i++) {
            line[i] = values[from + i * step];
        }
        double sum = 0;
        for (int i = -REACH; i < side; i++) {
            sum += i + REACH < side ? line[i + REACH] : 0;
            sum -= i - REACH - 1 >= 0 ? line[i - REACH - 1] : 0;
            if (i >= 0) {
                values[from + i * step] = (float) (sum / (2 * REACH + 1));
            }
        }
    }

    /** 1 up to the first bound, 0 from the second on. */
    private static float falling(float value, float from, float to) {
        return Math.clamp((to - value) / (to - from), 0f, 1f);
    }
}
