package studio.unclip.editor.render;

import studio.unclip.editor.geom.IntRect;

/**
 * Shrinks to between a half and the whole: each output pixel is the mean of the area it covers. Columns first, then
 * rows; weights are 256ths, so that two channels fit one multiplication, and the result is within 1.6 levels of the exact
 * mean.
 */
final class Shrink {
    /** Pixels an output pixel covers at most on one axis: 1 / rest is below 2, so parts of three. */
    private static final int TAPS = 3;

    /** Red and blue, or alpha and green shifted down. */
    private static final int PAIR = 0xff00ff;

    private static final int HALF = 0x800080;

    /** Weights of one axis: output i covers pixels first[i] … first[i] + 2; they add up to 256. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Axis(int[] first, int[] weights) {}

    private final int inputWidth;
    private final int inputHeight;
    private final int width;
    private final int height;
    private final Axis columns;
    private final Axis rows;

    private Shrink(IntRect from, IntRect output, Axis columns, Axis rows) {
        this.inputWidth = from.width();
        this.inputHeight = from.height();
        this.width = output.width();
        this.height = output.height();
        this.columns = columns;
        this.rows = rows;
    }

    static Shrink of(double rest, IntRect from, IntRect output) {
        return new Shrink(
                from,
                output,
                axis(rest, from.x(), from.width(), output.x(), output.width()),
                axis(rest, from.y(), from.height(), output.y(), output.height()));
    }

    private static Axis axis(double rest, int from, int length, int output, int count) {
        int[] first = new int[count];
        int[] weights = new int[count * TAPS];
        for (int i = 0; i < count; i++) {
            double start = (output + i) / rest;
            double end = (output + i + 1) / rest;
            first[i] = (int) Math.floor(start) - from;
            int sum = 0;
            int largest = i * TAPS;
            for (int k = 0; k < TAPS; k++) {
                double left = first[i] + from + k;
                double covered = Math.min(end, left + 1) - Math.max(start, left);
                int at = i * TAPS + k;
                weights[at] = covered > 0 && first[i] + k < length ? (int) Math.round(covered * rest * 256) : 0;
                sum += weights[at];
                largest = weights[at] > weights[largest] ? at : largest;
            }
            weights[largest] += 256 - sum;
        }
        return new Axis(first, weights);
    }

    void run(int[] pixels, int[] buffer, int offset, int stride) {
        int[] redBlue = new int[inputWidth + TAPS];
        int[] alphaGreen = new int[inputWidth + TAPS];
        for (int y = 0; y < height; y++) {
            mixRows(pixels, y, redBlue, alphaGreen);
            mixColumns(redBlue, alphaGreen, buffer, offset + y * stride);
        }
    }

    /** The rows an output row covers, mixed to one. */
    private void mixRows(int[] pixels, int y, int[] redBlue, int[] alphaGreen) {
        int u = rows.weights()[y * TAPS];
        int v = rows.weights()[y * TAPS + 1];
        int w = rows.weights()[y * TAPS + 2];
        int p = row(rows.first()[y]);
        int q = row(rows.first()[y] + 1);
        int r = row(rows.first()[y] + 2);
        for (int x = 0; x < inputWidth; x++) {
            int a = pixels[p + x];
            int b = pixels[q + x];
            int c = pixels[r + x];
            int rb = (a & PAIR) * u + (b & PAIR) * v + (c & PAIR) * w + HALF;
            int ag = ((a >>> 8) & PAIR) * u + ((b >>> 8) & PAIR) * v + ((c >>> 8) & PAIR) * w + HALF;
            redBlue[x] = (rb >>> 8) & PAIR;
            alphaGreen[x] = (ag >>> 8) & PAIR;
        }
    }

    /** Where a row begins; rows past the end have no weight. */
    private int row(int index) {
        return Math.min(index, inputHeight - 1) * inputWidth;
    }

    private void mixColumns(int[] redBlue, int[] alphaGreen, int[] buffer, int to) {
        int[] first = columns.first();
        int[] weights = columns.weights();
        for (int x = 0; x < width; x++) {
            int at = first[x];
            int u = weights[x * TAPS];
            int v = weights[x * TAPS + 1];
            int w = weights[x * TAPS + 2];
            int rb = redBlue[at] * u + redBlue[at + 1] * v + redBlue[at + 2] * w + HALF;
            int ag = alphaGreen[at] * u + alphaGreen[at + 1] * v + alphaGreen[at + 2] * w + HALF;
            buffer[to + x] = ((rb >>> 8) & PAIR) | (ag & ~PAIR);
        }
    }
}
