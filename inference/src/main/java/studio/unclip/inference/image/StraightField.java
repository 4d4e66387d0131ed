package studio.unclip.inference.image;

/**
 * Carries what is known beside a straight border straight on into what is new, as if it were smoke that widens slowly: a
 * thin band of it stays a band for many times its own width. How much such a place is told by a border straight ahead is
 * told too; beyond a border's ends it is less, down to nothing. Pure.
 */
final class StraightField {
    /** How fast it widens: spread (a Gaussian's sigma) by depth. */
    private static final double WIDENING = 0.15;

    private final int size;
    private final float[] fresh;
    private final float[] planes;
    private final float[] known;
    private final float[] sums;
    private final float[] weights;
    private final float[] most;

    private StraightField(float[] planes, float[] known, float[] fresh, int size) {
        this.size = size;
        this.fresh = fresh;
        this.planes = planes;
        this.known = known;
        this.sums = new float[planes.length];
        this.weights = new float[known.length];
        this.most = new float[known.length];
    }

    /**
     * A field that is known beside the border, carried on: straight on from it where it is straight ahead, elsewhere as it is
     * given.
     *
     * @param planes three planes of {@code size} x {@code size}
     * @param known [size x size], above 0 in new pixels beside an old one, where {@code planes} are known
     * @param fresh [size x size], 1 where it is new
     * @param otherwise as {@code planes}; known everywhere
     * @param far how deep it is carried, pixels
     */
    static float[] carried(float[] planes, float[] known, float[] fresh, int size, float[] otherwise, int far) {
        StraightField field = new StraightField(planes, known, fresh, size);
        for (Side side : Side.values()) {
            field.from(side, far);
        }
        float[] carried = otherwise.clone();
        for (int i = 0; i < carried.length; i++) {
            int pixel = i % known.length;
            if (field.weights[pixel] > 0) {
                float ahead = field.sums[i] / field.weights[pixel];
                carried[i] += field.most[pixel] * (ahead - carried[i]);
            }
        }
        return carried;
    }

    private void from(Side side, int far) {
        int[] borders = new int[size];
        for (int along = 0; along < size; along++) {
            int depth = 0;
            while (depth < size && fresh[side.pixel(along, depth, size)] == 1) {
                depth++;
            }
            boolean there = depth > 0 && depth < size && known[side.pixel(along, depth - 1, size)] > 0;
            borders[along] = there ? depth : 0;
        }
        boolean[] done = new boolean[size + 1];
        done[0] = true;
        for (int border : borders) {
            if (!done[border]) {
                done[border] = true;
                from(side, borders, border, far);
            }
        }
    }

    /** From those lines whose border is at this depth. */
    private void from(Side side, int[] borders, int border, int far) {
        float[][] profile = new float[4][size];
        for (int along = 0; along < size; along++) {
            if (borders[along] == border) {
                int pixel = side.pixel(along, border - 1, size);
                for (int c = 0; c < 3; c++) {
                    profile[c][along] = planes[c * known.length + pixel];
                }
                profile[3][along] = 1;
            }
        }
        float[][] wide = new float[4][size];
        float[] half = new float[size];
        double[] integral = new double[size + 1];
        for (int deep = 0; deep < Math.min(border, far); deep++) {
            // Two boxes of this half width spread as far as the Gaussian.
            double reach = WIDENING * deep * Math.sqrt(1.5);
            for (int k = 0; k < 4; k++) {
                boxed(profile[k], integral, reach, half);
                boxed(half, integral, reach, wide[k]);
            }
            float near = 1f / ((deep + 1) * (deep + 1));
            for (int along = 0; along < size; along++) {
                int pixel = side.pixel(along, border - 1 - deep, size);
                float share = wide[3][along];
                if (fresh[pixel] < 1 || share <= 0) {
                    continue;
                }
                // The planes hold their share already.
                for (int c = 0; c < 3; c++) {
                    sums[c * known.length + pixel] += near * wide[c][along];
                }
                weights[pixel] += near * share;
                most[pixel] = Math.max(most[pixel], Math.min(1, share));
            }
        }
    }

    /** Means over {@code reach} on either side, 0 beyond the ends. */
    private static void boxed(float[] values, double[] integral, double reach, float[] boxed) {
        if (reach < 0.5) {
            System.arraycopy(values, 0, boxed, 0, values.length);
            return;
        }
        for (int i = 0; i < values.length; i++) {
            integral[i + 1] = integral[i] + values[i];
        }
        for (int i = 0; i < values.length; i++) {
            double sum = at(integral, i + 0.5 + reach) - at(integral, i + 0.5 - reach);
            boxed[i] = (float) (sum / (2 * reach));
        }
    }

    private static double at(double[] integral, double place) {
        double inside = Math.clamp(place, 0, integral.length - 1);
        int below = Math.min(integral.length - 2, (int) inside);
        return integral[below] + (inside - below) * (integral[below + 1] - integral[below]);
    }
}
