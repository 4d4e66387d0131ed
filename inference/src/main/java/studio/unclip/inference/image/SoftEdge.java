package studio.unclip.inference.image;

/** The soft edge around a mask: how far out a pixel lies. Pure. */
public final class SoftEdge {
    /** Steps to the four neighbours before a pixel in reading order, and to the four after it when negated. */
    private static final int[][] BEFORE = {{-1, 0}, {-1, -1}, {0, -1}, {1, -1}};

    private SoftEdge() {}

    /**
     * In place: 1 where the mask is above 0, and outside a straight fall that reaches 0 at {@code reach + 1} pixels,
     * measured in steps to the eight neighbours (1 and √2).
     *
     * @param values [width x height], 0 or more
     * @param reach pixels, 0 or more
     */
    public static void outward(float[] values, int width, int height, double reach) {
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > 0 ? 1 : 0;
        }
        if (reach > 0) {
            float step = (float) (1 / (reach + 1));
            spread(values, width, height, step, 1);
            spread(values, width, height, step, -1);
        }
    }

    /** One pass in reading order (1) or against it (-1). */
    private static void spread(float[] values, int width, int height, float step, int direction) {
        float diagonal = (float) (step * Math.sqrt(2));
        for (int i = 0; i < height; i++) {
            int y = direction > 0 ? i : height - 1 - i;
            for (int j = 0; j < width; j++) {
                int x = direction > 0 ? j : width - 1 - j;
                float best = values[y * width + x];
                for (int[] way : BEFORE) {
                    int beforeX = x + direction * way[0];
                    int beforeY = y + direction * way[1];
                    if (beforeX >= 0 && beforeX < width && beforeY >= 0 && beforeY < height) {
                        float cost = way[0] != 0 && way[1] != 0 ? diagonal : step;
                        best = Math.max(best, values[beforeY * width + beforeX] - cost);
                    }
                }
                values[y * width + x] = best;
            }
        }
    }
}
