package studio.unclip.inference.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Separable antialiased resizing of planar float pictures: Pillow's method, torch's {@code interpolate(…,
 * antialias=True)} (specification 3.4). Horizontal pass first.
 */
public final class Resample {
    private static final int BAND_ROWS = 64;

    /** Fewer values are made faster by one thread than two threads are told of them. */
    private static final int WORTH_SHARING = 1 << 18;

    private Resample() {}

    /** Weights of one axis: output i is the sum over k of weights[i][k] * input[first[i] + k]. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Axis(int[] first, float[][] weights) {}

    /**
     * @param planes {@code channels} planes of {@code width} x {@code height}
     * @return the same planes at the new size
     */
    public static float[] resize(
            float[] planes, int channels, int width, int height, int newWidth, int newHeight, Filter filter) {
        float[] wide = width == newWidth
                ? planes.clone()
                : horizontal(planes, channels * height, width, newWidth, axis(width, newWidth, filter));
        return height == newHeight
                ? wide
                : vertical(wide, channels, newWidth, height, newHeight, axis(height, newHeight, filter));
    }

    /**
     * The colours of a picture at the new size. Of a photograph only a band of rows is ever held as floats: all of it
     * would be twelve bytes a pixel.
     *
     * @param rgba {@code width} x {@code height} pixels
     * @param background what is seen where the picture is transparent
     * @return three planes in [0, 1], beyond it where the kernel overshoots
     */
    public static float[] resize(
            ByteBuffer rgba, int width, int height, int newWidth, int newHeight, Filter filter, Background background) {
        Axis across = axis(width, newWidth, filter);
        float[] wide = new float[3 * height * newWidth];
        for (int top = 0; top < height; top += BAND_ROWS) {
            int rows = Math.min(BAND_ROWS, height - top);
            float[] planes = Pixels.toUnitPlanes(rgba, top * width, rows * width, background);
            float[] band = width == newWidth ? planes : horizontal(planes, 3 * rows, width, newWidth, across);
            for (int c = 0; c < 3; c++) {
                System.arraycopy(band, c * rows * newWidth, wide, (c * height + top) * newWidth, rows * newWidth);
            }
        }
        return height == newHeight
                ? wide
                : vertical(wide, 3, newWidth, height, newHeight, axis(height, newHeight, filter));
    }

    private static float[] horizontal(float[] in, int rows, int width, int newWidth, Axis axis) {
        float[] out = new float[rows * newWidth];
        inBands(rows, out.length, (from, to) -> horizontal(in, from, to, width, out, newWidth, axis));
        return out;
    }

    /** Four rows at a time: each sum waits for its last addition, so that four take hardly longer than one. */
    private static void horizontal(
            float[] in, int firstRow, int endRow, int width, float[] out, int newWidth, Axis axis) {
        int y = firstRow;
        for (; y <= endRow - 4; y += 4) {
            for (int x = 0; x < newWidth; x++) {
                float[] weights = axis.weights()[x];
                int from = y * width + axis.first()[x];
                float a = 0;
                float b = 0;
                float c = 0;
                float d = 0;
                for (int k = 0; k < weights.length; k++) {
                    float weight = weights[k];
                    int at = from + k;
                    a += weight * in[at];
                    b += weight * in[at + width];
                    c += weight * in[at + 2 * width];
                    d += weight * in[at + 3 * width];
                }
                int to = y * newWidth + x;
                out[to] = a;
                out[to + newWidth] = b;
                out[to + 2 * newWidth] = c;
                out[to + 3 * newWidth] = d;
            }
        }
        for (; y < endRow; y++) {
            for (int x = 0; x < newWidth; x++) {
                float[] weights = axis.weights()[x];
                int from = y * width + axis.first()[x];
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * in[from + k];
                }
                out[y * newWidth + x] = sum;
            }
        }
    }

    /**
     * Row by row, so that memory is read in order; in rows of its own, because the compiler makes vectors only where it
     * sees that what is read and what is written lie at the same place.
     */
    private static float[] vertical(float[] in, int channels, int width, int height, int newHeight, Axis axis) {
        float[] out = new float[channels * newHeight * width];
        inBands(channels * newHeight, out.length, (from, to) -> {
            float[] row = new float[width];
            float[] sum = new float[width];
            for (int at = from; at < to; at++) {
                int above = at / newHeight * height + axis.first()[at % newHeight];
                float[] weights = axis.weights()[at % newHeight];
                Arrays.fill(sum, 0);
                for (int k = 0; k < weights.length; k++) {
                    System.arraycopy(in, (above + k) * width, row, 0, width);
                    add(weights[k], row, sum);
                }
                System.arraycopy(sum, 0, out, at * width, width);
            }
        });
        return out;
    }

    /** Works on rows from the first to before the end. */
    private interface Rows {
        void run(int first, int end);
    }

    /** In as many bands as there are processors, where there is enough to do; each row is the same wherever it is made. */
    private static void inBands(int rows, int values, Rows task) {
        int bands = values < WORTH_SHARING ? 1 : Math.min(rows, ForkJoinPool.getCommonPoolParallelism() + 1);
        if (bands == 1) {
            task.run(0, rows);
            return;
        }
        IntStream.range(0, bands)
                .parallel()
                .forEach(
                        band -> task.run((int) ((long) rows * band / bands), (int) ((long) rows * (band + 1) / bands)));
    }

    private static void add(float weight, float[] row, float[] sum) {
        for (int x = 0; x < sum.length; x++) {
            sum[x] += weight * row[x];
        }
    }

    private static Axis axis(int in, int out, Filter filter) {
        double scale = in / (double) out;
        double filterScale = Math.max(scale, 1);
        double support = filter.support() * filterScale;
        int[] first = new int[out];
        float[][] weights = new float[out][];
        for (int i = 0; i < out; i++) {
            double centre = (i + 0.5) * scale;
            if (filter == Filter.NEAREST) {
                first[i] = Math.min(in - 1, (int) centre);
                weights[i] = new float[] {1};
                continue;
            }
            int from = Math.max(0, (int) (centre - support + 0.5));
            int to = Math.min(in, (int) (centre + support + 0.5));
            double[] w = new double[to - from];
            double sum = 0;
            for (int k = 0; k < w.length; k++) {
                w[k] = filter.weight((k + from - centre + 0.5) / filterScale);
                sum += w[k];
            }
            first[i] = from;
            weights[i] = new float[w.length];
            for (int k = 0; k < w.length; k++) {
                weights[i][k] = (float) (w[k] / sum);
            }
        }
        return new Axis(first, weights);
    }
}
