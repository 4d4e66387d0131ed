package studio.unclip.inference.image;

import java.util.stream.IntStream;

/**
 * Carries what is known along a border to all that lies beyond it: each place takes a mean of what is known, weighted by the
 * inverse fourth power of the distance, so that the farther off the wider a piece of the border it is a mean of. What is the
 * same all along the border is the same everywhere beyond, with no slope at the border and none farther off. Pure.
 */
final class BorderField {
    /** Keeps the weight of what lies at the place itself finite, squared cells. */
    private static final float NEAREST = 0.25f;

    /** Cells a side of those that are told by one, */
    private static final int COARSE = 4;

    private static final float MIDDLE = (COARSE - 1) / 2f;

    /** farther than this from what is known. */
    private static final int NEAR = 12;

    private BorderField() {}

    /**
     * @param planes {@code channels} planes of {@code side} x {@code side} cells
     * @param known by cell, above 0 where it is known
     * @param wanted by cell, above 0 where the value must be exact
     * @return as {@code planes}; what is known as it was. 0 everywhere if nothing is known
     */
    static float[] carried(float[] planes, int channels, float[] known, float[] wanted, int side) {
        int all = side * side;
        int[] sources = IntStream.range(0, all).filter(i -> known[i] > 0).toArray();
        float[] x = new float[sources.length];
        float[] y = new float[sources.length];
        float[][] values = new float[channels][sources.length];
        for (int k = 0; k < sources.length; k++) {
            x[k] = sources[k] % side;
            int row = sources[k] / side;
            y[k] = row;
            for (int c = 0; c < channels; c++) {
                values[c][k] = planes[c * all + sources[k]];
            }
        }
        if (sources.length == 0) {
            return new float[channels * all];
        }
        // Far from what is known the field is so smooth that every fourth cell tells.
        int coarse = (side + COARSE - 1) / COARSE;
        float[] few = new float[channels * coarse * coarse];
        float[] weights = new float[sources.length];
        for (int i = 0; i < coarse * coarse; i++) {
            int row = i / coarse;
            float sum = weigh(x, y, i % coarse * COARSE + MIDDLE, row * COARSE + MIDDLE, weights);
            for (int c = 0; c < channels; c++) {
                few[c * coarse * coarse + i] = dot(weights, values[c]) / sum;
            }
        }
        int wide = coarse * COARSE;
        float[] far = Resample.resize(few, channels, coarse, coarse, wide, wide, Filter.BILINEAR);
        float[] near = known.clone();
        SoftEdge.outward(near, side, side, NEAR);
        float[] carried = new float[channels * all];
        for (int i = 0; i < all; i++) {
            boolean exact = known[i] == 0 && near[i] > 0 && isBeside(wanted, i, side);
            int row = i / side;
            float sum = exact ? weigh(x, y, i % side, row, weights) : 0;
            for (int c = 0; c < channels; c++) {
                carried[c * all + i] = known[i] > 0
                        ? planes[c * all + i]
                        : exact ? dot(weights, values[c]) / sum : far[(c * wide + row) * wide + i % side];
            }
        }
        return carried;
    }

    private static float weigh(float[] x, float[] y, float atX, float atY, float[] weights) {
        for (int k = 0; k < weights.length; k++) {
            float dx = x[k] - atX;
            float dy = y[k] - atY;
            float near = 1 / (NEAREST + dx * dx + dy * dy);
            weights[k] = near * near;
        }
        float sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    /** Four sums at a time: each waits for its last addition. */
    private static float dot(float[] a, float[] b) {
        int whole = a.length / 4 * 4;
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int k = 0; k < whole; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (int k = whole; k < a.length; k++) {
            s0 += a[k] * b[k];
        }
        return s0 + s1 + s2 + s3;
    }

    private static boolean isBeside(float[] wanted, int cell, int side) {
        for (int y = Math.max(0, cell / side - 1); y <= Math.min(side - 1, cell / side + 1); y++) {
            for (int x = Math.max(0, cell % side - 1); x <= Math.min(side - 1, cell % side + 1); x++) {
                if (wanted[y * side + x] > 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
