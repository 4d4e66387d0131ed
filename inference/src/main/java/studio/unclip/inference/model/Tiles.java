package studio.unclip.inference.model;

import java.util.function.UnaryOperator;
import studio.unclip.inference.frame.Windows;

/**
 * Work on a picture or its latents in overlapping tiles of one shape: what is cut out for each, and how the results go over
 * into each other. A tile's rim is given up where another one lies beside it, since a network knows less there; then it
 * fades in over so much that tiles whose colours differ, as those of a network do that looks at all of its picture, leave no
 * edge. One tile is the work itself, to the bit. Pure.
 */
final class Tiles {
    /** Neighbours share at least three eighths of their side; an eighth of that is given up at either rim. */
    private static final double OVERLAP = 0.375;

    private static final double GIVEN_UP = 0.125;

    private final Sample whole;
    private final Sample made;
    private final Sample from;
    private final Sample to;

    /** Places of what goes in, and of what comes out, for one of the smaller of both. */
    private final int scaleIn;

    private final int scaleOut;
    private final int[] down;
    private final int[] across;

    /**
     * @param whole what goes in
     * @param made what comes out; either is a whole number of times as large as the other, along both sides
     * @param side of a tile, in places of the smaller of both, at least 1
     */
    Tiles(Sample whole, Sample made, int side) {
        this.whole = whole;
        this.made = made;
        int height = Math.min(whole.height(), made.height());
        int width = Math.min(whole.width(), made.width());
        this.scaleIn = whole.height() / height;
        this.scaleOut = made.height() / height;
        int high = Math.min(side, height);
        int wide = Math.min(side, width);
        this.from = new Sample(whole.channels(), high * scaleIn, wide * scaleIn);
        this.to = new Sample(made.channels(), high * scaleOut, wide * scaleOut);
        this.down = Windows.starts(height, high, OVERLAP);
        this.across = Windows.starts(width, wide, OVERLAP);
    }

    boolean areSeveral() {
        return down.length * across.length > 1;
    }

    /** The shape of what goes in for a tile. */
    Sample from() {
        return from;
    }

    /** The shape of what comes out for a tile. */
    Sample to() {
        return to;
    }

    /**
     * @param values planes of what goes in
     * @param work planes of a tile to those of its result; leaves what it is given as it is
     * @return planes of what comes out
     */
    float[] map(float[] values, UnaryOperator<float[]> work) {
        if (!areSeveral()) {
            return work.apply(values);
        }
        float[] sum = new float[made.elements()];
        float[] weights = new float[made.places()];
        for (int y = 0; y < down.length; y++) {
            float[] rows = weights(y, down, to.height());
            for (int x = 0; x < across.length; x++) {
                float[] result = work.apply(cut(values, across[x] * scaleIn, down[y] * scaleIn));
                lay(
                        result,
                        across[x] * scaleOut,
                        down[y] * scaleOut,
                        weights(x, across, to.width()),
                        rows,
                        sum,
                        weights);
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= weights[i % weights.length];
        }
        return sum;
    }

    private float[] cut(float[] values, int left, int top) {
        float[] part = new float[from.elements()];
        for (int row = 0; row < from.channels() * from.height(); row++) {
            int channel = row / from.height();
            int y = top + row % from.height();
            System.arraycopy(
                    values,
                    channel * whole.places() + y * whole.width() + left,
                    part,
                    row * from.width(),
                    from.width());
        }
        return part;
    }

    private void lay(float[] part, int left, int top, float[] columns, float[] rows, float[] sum, float[] weights) {
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                float weight = columns[x] * rows[y];
                int place = (top + y) * made.width() + left + x;
                weights[place] += weight;
                for (int channel = 0; channel < to.channels(); channel++) {
                    sum[channel * made.places() + place] += weight * part[channel * to.places() + y * to.width() + x];
                }
            }
        }
    }

    /**
     * How much each place of a tile counts along one axis, relative to others there.
     *
     * @param tile its number
     * @param starts of all of them, in places of the smaller of both
     * @param length of a tile's result
     */
    private float[] weights(int tile, int[] starts, int length) {
        float[] weights = new float[length];
        for (int i = 0; i < length; i++) {
            double weight = 1;
            if (tile > 0) {
                weight = share(i + 0.5, (starts[tile - 1] - starts[tile]) * scaleOut + length);
            }
            if (tile < starts.length - 1) {
                int shared = length - (starts[tile + 1] - starts[tile]) * scaleOut;
                weight = Math.min(weight, share(length - i - 0.5, shared));
            }
            weights[i] = (float) weight;
        }
        return weights;
    }

    /**
     * @param inside places from a tile's rim
     * @param shared how many it has in common with its neighbour there
     */
    private static double share(double inside, int shared) {
        double margin = shared * GIVEN_UP;
        return Math.clamp((inside - margin) / (shared - 2 * margin), 0, 1);
    }
}
