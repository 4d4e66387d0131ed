package studio.unclip.inference.image;

/**
 * Fills what is not known of a picture by closing it from both sides: each pixel lies between what is known to its left
 * and right, and between what is known above and below it; whichever two agree better say more. So a horizon that runs
 * behind a thing goes on where the thing was. Pure.
 */
public final class ClosingFill {
    /** Squared distance of two colours in [-1, 1]³ that counts as agreeing. */
    private static final float AGREEING = 0.01f;

    /** What one side alone is worth: as two that differ this much. */
    private static final float ALONE = 0.3f;

    private static final int SMOOTHINGS = 2;

    private ClosingFill() {}

    /**
     * @param planes 3 planes of {@code side} x {@code side}
     * @param known by pixel
     * @return the filled picture; what is known has the same values. What sees nothing known is filled by {@link
     *     PyramidFill}
     */
    public static float[] fill(float[] planes, boolean[] known, int side) {
        float[] filled = planes.clone();
        float[] weights = new float[known.length];
        for (int i = 0; i < known.length; i++) {
            weights[i] = known[i] ? 1 : 0;
        }
        for (int i = 0; i < known.length; i++) {
            if (!known[i]) {
                weights[i] = close(planes, known, side, i, filled) ? 1 : 0;
            }
        }
        float[] all = PyramidFill.fill(filled, weights, side, 0);
        for (int pass = 0; pass < SMOOTHINGS; pass++) {
            all = smoothed(all, known, side);
        }
        return all;
    }

    private static boolean close(float[] planes, boolean[] known, int side, int at, float[] filled) {
        int x = at % side;
        int y = at / side;
        int[] ends = {
            seek(known, at, -1, x),
            seek(known, at, 1, side - 1 - x),
            seek(known, at, -side, y),
            seek(known, at, side, side - 1 - y)
        };
        float weight = 0;
        float[] sum = new float[3];
        for (int axis = 0; axis < 2; axis++) {
            int a = ends[2 * axis];
            int b = ends[2 * axis + 1];
            if (a < 0 && b < 0) {
                continue;
            }
            int step = axis == 0 ? 1 : side;
            float toA = a < 0 ? Float.POSITIVE_INFINITY : (at - a) / (float) step;
            float toB = b < 0 ? Float.POSITIVE_INFINITY : (b - at) / (float) step;
            float apart = a < 0 || b < 0 ? ALONE : apart(planes, known.length, a, b);
            float share = a < 0 ? 0 : b < 0 ? 1 : toB / (toA + toB);
            float says = 1 / ((AGREEING + apart) * Math.min(toA, toB));
            weight += says;
            for (int c = 0; c < 3; c++) {
                float ofA = a < 0 ? 0 : share * planes[c * known.length + a];
                float ofB = b < 0 ? 0 : (1 - share) * planes[c * known.length + b];
                sum[c] += says * (ofA + ofB);
            }
        }
        for (int c = 0; c < 3 && weight > 0; c++) {
            filled[c * known.length + at] = sum[c] / weight;
        }
        return weight > 0;
    }

    /** The next known pixel that way, at most {@code room} steps off; -1 if there is none. */
    private static int seek(boolean[] known, int from, int step, int room) {
        int at = from;
        for (int i = 0; i < room; i++) {
            at += step;
            if (known[at]) {
                return at;
            }
        }
        return -1;
    }

    private static float apart(float[] planes, int pixels, int a, int b) {
        float sum = 0;
        for (int c = 0; c < 3; c++) {
            float difference = planes[c * pixels + a] - planes[c * pixels + b];
            sum += difference * difference;
        }
        return sum;
    }

    /** Means over three by three pixels where nothing was known. */
    private static float[] smoothed(float[] planes, boolean[] known, int side) {
        float[] smooth = planes.clone();
        for (int i = 0; i < known.length; i++) {
            if (known[i]) {
                continue;
            }
            int x = i % side;
            int y = i / side;
            for (int c = 0; c < 3; c++) {
                float sum = 0;
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        sum += planes[
                                c * known.length
                                        + Math.clamp(y + dy, 0, side - 1) * side
                                        + Math.clamp(x + dx, 0, side - 1)];
                    }
                }
                smooth[c * known.length + i] = sum / 9;
            }
        }
        return smooth;
    }
}
