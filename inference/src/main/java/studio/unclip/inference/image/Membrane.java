package studio.unclip.inference.image;

import java.util.Arrays;

/**
 * Takes the step away that is left where a painted part meets the old picture: what the two differ by along the border is
 * carried into the part, the less the further in, and added there (Poisson image editing, Pérez et al. 2003; the membrane
 * is made by {@link PyramidFill} instead of a solver). Small steps only: where the border shows another thing on either
 * side, or the old pixels themselves, nothing is added. Pure.
 */
public final class Membrane {
    /** A step this large in one channel of [-1, 1] counts wholly; */
    private static final float WHOLLY = 0.2f;

    /** from here on both sides show different things. */
    private static final float ANOTHER_THING = 0.4f;

    /** What nobody sees: half a level. */
    private static final float UNSEEN = 1 / 255f;

    /** The side is this many times as long as the strips on either side that are compared, */
    private static final int STRIPS = 85;

    /** and the membrane is made at this side. */
    private static final int SIDE = 256;

    private static final int[][] WAYS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    private final float[] before;
    private final float[] painted;
    private final float[] repaint;
    private final int side;
    private final int strip;

    private Membrane(float[] before, float[] painted, float[] repaint, int side) {
        this.before = before;
        this.painted = painted;
        this.repaint = repaint;
        this.side = side;
        this.strip = Math.max(1, side / STRIPS);
    }

    /**
     * The painted picture without the step.
     *
     * @param before planar RGB in [-1, 1], [3 x side x side]
     * @param painted as large; left as it is
     * @param repaint by pixel: 1 in the part, less outside
     */
    public static float[] mended(float[] before, float[] painted, float[] repaint, int side) {
        return new Membrane(before, painted, repaint, side).mended();
    }

    private float[] mended() {
        int cell = side > SIDE && side % SIDE == 0 ? side / SIDE : 1;
        int small = side / cell;
        float[] steps = new float[3 * small * small];
        float[] counts = new float[small * small];
        boolean seen = false;
        float[] step = new float[3];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (!measured(x, y, step)) {
                    continue;
                }
                int at = y / cell * small + x / cell;
                counts[at]++;
                for (int c = 0; c < 3; c++) {
                    steps[c * counts.length + at] += step[c];
                    seen |= Math.abs(step[c]) > UNSEEN;
                }
            }
        }
        return seen ? added(membrane(steps, counts, small)) : painted;
    }

    private float[] membrane(float[] steps, float[] counts, int small) {
        float[] known = new float[counts.length];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                known[i] = 1;
                for (int c = 0; c < 3; c++) {
                    steps[c * counts.length + i] /= counts[i];
                }
            }
        }
        float[] membrane = PyramidFill.fill(steps, known, small, 0);
        return small == side ? membrane : Resample.resize(membrane, 3, small, small, side, side, Filter.BILINEAR);
    }

    private float[] added(float[] membrane) {
        float[] result = painted.clone();
        for (int i = 0; i < result.length; i++) {
            if (repaint[i % repaint.length] >= 1) {
                result[i] = Math.clamp(painted[i] + membrane[i], -1f, 1f);
            }
        }
        return result;
    }

    /** What is to be added to a pixel of the part's border; false for any other pixel. */
    private boolean measured(int x, int y, float[] step) {
        if (!isPart(x, y)) {
            return false;
        }
        Arrays.fill(step, 0);
        int ways = 0;
        for (int[] way : WAYS) {
            if (isInside(x + way[0], y + way[1]) && !isPart(x + way[0], y + way[1])) {
                ways++;
                for (int c = 0; c < 3; c++) {
                    step[c] += outside(c, x, y, way) - inside(c, x, y, way);
                }
            }
        }
        if (ways == 0) {
            return false;
        }
        float largest = 0;
        boolean old = true;
        for (int c = 0; c < 3; c++) {
            step[c] /= ways;
            largest = Math.max(largest, Math.abs(step[c]));
            int at = (c * side + y) * side + x;
            old &= Math.abs(painted[at] - before[at]) <= UNSEEN;
        }
        float share = old ? 0 : Math.clamp((ANOTHER_THING - largest) / (ANOTHER_THING - WHOLLY), 0f, 1f);
        for (int c = 0; c < 3; c++) {
            step[c] *= share;
        }
        return true;
    }

    private float outside(int c, int x, int y, int[] way) {
        float sum = 0;
        int count = 0;
        for (int d = 1; d <= strip && isInside(x + d * way[0], y + d * way[1]); d++) {
            sum += before[(c * side + y + d * way[1]) * side + x + d * way[0]];
            count++;
        }
        return sum / count;
    }

    /** Not from the border on: the networks lead over to the known pixels within the part's first few. */
    private float inside(int c, int x, int y, int[] way) {
        float sum = 0;
        int count = 0;
        for (int d = strip / 2; d <= strip / 2 + strip; d++) {
            int px = x - d * way[0];
            int py = y - d * way[1];
            if (isInside(px, py) && isPart(px, py)) {
                sum += painted[(c * side + py) * side + px];
                count++;
            }
        }
        return count == 0 ? painted[(c * side + y) * side + x] : sum / count;
    }

    private boolean isPart(int x, int y) {
        return repaint[y * side + x] >= 1;
    }

    private boolean isInside(int x, int y) {
        return x >= 0 && y >= 0 && x < side && y < side;
    }
}
