package studio.unclip.inference.image;

import java.util.stream.IntStream;

/**
 * Takes bumps out of what is known along a border: a short piece that is above, or below, what lies at both of its ends is
 * a thing's and no drift's. What rises or falls along the border, and a step, stay (opening and closing, Serra 1982). Pure.
 */
final class Bumps {
    /** Squares are tried in so many steps to either side. */
    private static final int STEPS = 4;

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
     */
    static float[] taken(float[] planes, float[] known, int side, int reach, float least) {
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
            for (int k = 0; k < cells.length; k++) {
                boolean up = values[k] - opened[k] > least;
                boolean down = closed[k] - values[k] > least;
                if (up != down) {
                    taken[c * known.length + cells[k]] = up ? opened[k] : closed[k];
                }
            }
        }
        return taken;
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
