package studio.unclip.inference.image;

/**
 * Fills what is not known of a picture smoothly from what is: the known pixels' mean at every halved size, and on the way
 * back each size takes what it lacks from the smaller one and keeps what it knows (Gortler et al. 1996, push and pull).
 * Pure.
 */
public final class PyramidFill {
    private PyramidFill() {}

    /**
     * @param planes 3 planes of {@code side} x {@code side}
     * @param known by pixel, 0 to 1: how far it is known
     * @param otherwise value of a picture of which nothing is known
     * @return the filled picture; where {@code known} is 1 the same values
     */
    public static float[] fill(float[] planes, float[] known, int side, float otherwise) {
        if (side == 1) {
            float[] one = planes.clone();
            for (int c = 0; c < 3; c++) {
                one[c] = known[0] > 0 ? planes[c] : otherwise;
            }
            return one;
        }
        int half = (side + 1) / 2;
        float[] smallKnown = new float[half * half];
        float[] small = halved(planes, known, side, half, smallKnown);
        float[] below = fill(small, smallKnown, half, otherwise);
        float[] filled = Resample.resize(below, 3, half, half, side, side, Filter.BILINEAR);
        int pixels = side * side;
        for (int i = 0; i < 3 * pixels; i++) {
            float here = known[i % pixels];
            filled[i] = here == 1 ? planes[i] : here * planes[i] + (1 - here) * filled[i];
        }
        return filled;
    }

    /** Means over two by two pixels, weighted by how far they are known, and how far the mean is. */
    private static float[] halved(float[] planes, float[] known, int side, int half, float[] smallKnown) {
        float[] sums = new float[3 * half * half];
        float[] weights = new float[half * half];
        int pixels = side * side;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y * side + x;
                int to = y / 2 * half + x / 2;
                weights[to] += known[at];
                for (int c = 0; c < 3; c++) {
                    sums[c * half * half + to] += known[at] * planes[c * pixels + at];
                }
            }
        }
        for (int to = 0; to < weights.length; to++) {
            for (int c = 0; c < 3 && weights[to] > 0; c++) {
                sums[c * half * half + to] /= weights[to];
            }
            smallKnown[to] = Math.min(1, weights[to]);
        }
        return sums;
    }
}
