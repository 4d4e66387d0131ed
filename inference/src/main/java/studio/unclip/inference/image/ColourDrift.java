package studio.unclip.inference.image;

/**
 * How far a painted picture's colours are off from the old one where both show the same place, carried smoothly on to
 * where only the painted one shows: both then meet without a step. Pure.
 */
public final class ColourDrift {
    /** Colours further apart than this (in [-1, 1]) show different things, which tell nothing of each other. */
    private static final float ANOTHER_THING = 0.3f;

    /** Where both show the place, only what is nearly new tells: further in the old picture was kept for longer. */
    private static final float NEARLY_NEW = 0.5f;

    /** Drift is smooth: it is found on a picture this much smaller. */
    private static final int SMALLER = 4;

    private ColourDrift() {}

    /**
     * The painted picture without its drift.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]
     * @param after as large
     * @param repaint [size x size], 1 where only {@code after} counts, 0 where only {@code before} does, between them both
     *     show the place
     */
    public static float[] taken(float[] before, float[] after, float[] repaint, int size) {
        int small = (size + SMALLER - 1) / SMALLER;
        float[] sums = new float[3 * small * small];
        float[] known = new float[small * small];
        int pixels = size * size;
        for (int i = 0; i < pixels; i++) {
            if (repaint[i] < NEARLY_NEW || repaint[i] >= 1 || far(before, after, pixels, i)) {
                continue;
            }
            int to = i / size / SMALLER * small + i % size / SMALLER;
            known[to]++;
            for (int c = 0; c < 3; c++) {
                sums[c * small * small + to] += before[c * pixels + i] - after[c * pixels + i];
            }
        }
        for (int to = 0; to < known.length; to++) {
            for (int c = 0; c < 3 && known[to] > 0; c++) {
                sums[c * small * small + to] /= known[to];
            }
            known[to] = Math.min(1, known[to]);
        }
        float[] drift =
                Resample.resize(PyramidFill.fill(sums, known, small, 0), 3, small, small, size, size, Filter.BILINEAR);
        for (int i = 0; i < drift.length; i++) {
            drift[i] = after[i] + (repaint[i % pixels] > 0 ? drift[i] : 0);
        }
        return drift;
    }

    private static boolean far(float[] before, float[] after, int pixels, int i) {
        for (int c = 0; c < 3; c++) {
            if (Math.abs(before[c * pixels + i] - after[c * pixels + i]) > ANOTHER_THING) {
                return true;
            }
        }
        return false;
    }
}
