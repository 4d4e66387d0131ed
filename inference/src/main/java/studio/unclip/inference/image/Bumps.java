package studio.unclip.inference.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes bumps out of what is known along a border: a short piece that is above, or below, what lies at both of its ends is
 * a thing's and no drift's. What rises or falls along the border, and a step, stay (opening and closing, Serra 1982); so does
 * haze, which begins softly at one end at least. Pure.
 */
final class Bumps {
    /** Squares are tried in so many steps to either side. */
    private static final int STEPS = 4;

    /** An end is sharp over which so much of the height is gained. */
    private static final float SHARP = 0.5f;

    private final float[] x;
    private final float[] y;
    private final int reach;

    private Bumps(float[] x, float[] y, int reach) {
        this.x = x;
        this.y = y;
        this.reach = reach;
    }

    /**
     * The values without bumps.
     *
     * @param planes three planes of {@code side} x {@code side} cells; left as they are
     * @param known by cell, above 0 where there is a value; others are no matter
     * @param reach half of how long a bump may be, cells
     * @param least how high it must be
     * @param end from what cell to what cell a sharp end leads
     */
    static float[] taken(float[] planes, float[] known, int side, int reach, float least, int end) {
        int[] cells = IntStream.range(0, known.length).filter(i -> known[i] > 0).toArray();
        float[] x = new float[cells.length];
        float[] y = new float[cells.length];
        for (int k = 0; k < cells.length; k++) {
            x[k] = cells[k] % side;
            int row = cells[k] / side;
            y[k] = row;
        }
        Bumps bumps = new Bumps(x, y, reach);
        float[] taken = planes.clone();
        for (int c = 0; c < 3; c++) {
            float[] values = new float[cells.length];
            for (int k = 0; k < cells.length; k++) {
                values[k] = planes[c * known.length + cells[k]];
            }
            float[] opened = bumps.opened(values);
            float[] closed = negative(bumps.opened(negative(values)));
            float[] high = new float[cells.length];
            for (int k = 0; k < cells.length; k++) {
                float up = values[k] - opened[k];
                float down = closed[k] - values[k];
                high[k] = up > least == down > least ? 0 : up > least ? up : -down;
            }
            bumps.keepSoft(values, high, end);
            for (int k = 0; k < cells.length; k++) {
                if (high[k] != 0) {
                    taken[c * known.length + cells[k]] = high[k] > 0 ? opened[k] : closed[k];
                }
            }
        }
        return taken;
    }

    /** Clears the heights of bumps of which an end is soft. */
    private void keepSoft(float[] values, float[] high, int end) {
        boolean[] seen = new boolean[high.length];
        for (int first = 0; first < high.length; first++) {
            if (high[first] == 0 || seen[first]) {
                continue;
            }
            List<Integer> piece = new ArrayList<>(List.of(first));
            seen[first] = true;
            for (int next = 0; next < piece.size(); next++) {
                for (int other = 0; other < high.length; other++) {
                    if (!seen[other] && high[other] * high[first] > 0 && apart(piece.get(next), other) <= 1) {
                        seen[other] = true;
                        piece.add(other);
                    }
                }
            }
            if (!isSharp(piece, values, high, end)) {
                piece.forEach(k -> high[k] = 0);
            }
        }
    }

    /** Whether values jump at both ends of a piece that is straight or leads around a corner. */
    private boolean isSharp(List<Integer> piece, float[] values, float[] high, int end) {
        float most = 0;
        for (int k : piece) {
            most = Math.max(most, Math.abs(high[k]));
        }
        int one = piece.getFirst();
        for (int turn = 0; turn < 2; turn++) {
            one = farthest(piece, one);
        }
        int other = farthest(piece, one);
        return jump(one, piece, values, end) >= SHARP * most && jump(other, piece, values, end) >= SHARP * most;
    }

    private int farthest(List<Integer> piece, int from) {
        int farthest = from;
        for (int k : piece) {
            farthest = apart(from, k) > apart(from, farthest) ? k : farthest;
        }
        return farthest;
    }

    /** By how much values change over a piece's end: between cells of it and cells beyond it that lie near each other. */
    private float jump(int last, List<Integer> piece, float[] values, int end) {
        float jump = 0;
        for (int within : piece) {
            for (int k = 0; k < values.length && apart(last, within) < end; k++) {
                if (apart(k, within) <= end && apart(k, last) <= end && !piece.contains(k)) {
                    jump = Math.max(jump, Math.abs(values[k] - values[within]));
                }
            }
        }
        return jump;
    }

    private float apart(int one, int other) {
        return Math.max(Math.abs(x[one] - x[other]), Math.abs(y[one] - y[other]));
    }

    /** Of all squares of the reach that have a cell in them the most that all cells of one have at least. */
    private float[] opened(float[] values) {
        float[] opened = new float[values.length];
        int step = Math.max(1, reach / STEPS);
        for (int k = 0; k < values.length; k++) {
            opened[k] = -Float.MAX_VALUE;
            // A square may lie beyond an end, so that a piece there needs nothing at its other side.
            for (int way = -reach; way <= reach; way += step) {
                opened[k] = Math.max(opened[k], least(values, x[k] + way, y[k]));
                opened[k] = Math.max(opened[k], least(values, x[k], y[k] + way));
            }
        }
        return opened;
    }

    private float least(float[] values, float middleX, float middleY) {
        float least = Float.MAX_VALUE;
        for (int k = 0; k < values.length; k++) {
            if (Math.abs(x[k] - middleX) <= reach && Math.abs(y[k] - middleY) <= reach) {
                least = Math.min(least, values[k]);
            }
        }
        return least;
    }

    private static float[] negative(float[] values) {
        float[] negative = new float[values.length];
        for (int k = 0; k < values.length; k++) {
            negative[k] = -values[k];
        }
        return negative;
    }
}
