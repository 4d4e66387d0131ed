package studio.unclip.editor.render;

import studio.unclip.editor.geom.IntRect;

/** Shrinks to between a half and the whole: each output pixel is the mean of the area it covers. */
final class Shrink {
    /** Pixels an output pixel covers at most on one axis: 1 / rest is below 2, so parts of three. */
    private static final int TAPS = 3;

    /** Weights of one axis: output i covers pixels first[i] … first[i] + 2. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Axis(int[] first, float[] weights) {}

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
        float[] weights = new float[count * TAPS];
        for (int i = 0; i < count; i++) {
            double start = (output + i) / rest;
            double end = (output + i + 1) / rest;
            first[i] = (int) Math.floor(start) - from;
            for (int k = 0; k < TAPS; k++) {
                double left = first[i] + from + k;
                double covered = Math.min(end, left + 1) - Math.max(start, left);
                weights[i * TAPS + k] = covered > 0 && first[i] + k < length ? (float) (covered * rest) : 0;
            }
        }
        return new Axis(first, weights);
    }

    void run(int[] pixels, int[] buffer, int offset, int stride) {
        float[][] window = new float[TAPS][width * 4];
        int[] held = {-1, -1, -1};
        for (int y = 0; y < height; y++) {
            int first = rows.first()[y];
            float[][] taps = new float[TAPS][];
            for (int k = 0; k < TAPS; k++) {
                int row = Math.min(first + k, inputHeight - 1);
                int slot = row % TAPS;
                if (held[slot] != row) {
                    held[slot] = row;
                    shrinkRow(pixels, row * inputWidth, window[slot]);
                }
                taps[k] = window[slot];
            }
            mixRows(taps, y * TAPS, buffer, offset + y * stride);
        }
    }

    private void shrinkRow(int[] pixels, int from, float[] out) {
        for (int x = 0; x < width; x++) {
            float a = 0;
            float r = 0;
            float g = 0;
            float b = 0;
            int at = from + columns.first()[x];
            for (int k = 0; k < TAPS; k++) {
                float weight = columns.weights()[x * TAPS + k];
                if (weight != 0) {
                    int p = pixels[at + k];
                    a += weight * (p >>> 24);
                    r += weight * ((p >> 16) & 0xff);
                    g += weight * ((p >> 8) & 0xff);
                    b += weight * (p & 0xff);
                }
            }
            out[4 * x] = a;
            out[4 * x + 1] = r;
            out[4 * x + 2] = g;
            out[4 * x + 3] = b;
        }
    }

    private void mixRows(float[][] taps, int weight, int[] buffer, int to) {
        float u = rows.weights()[weight];
        float v = rows.weights()[weight + 1];
        float w = rows.weights()[weight + 2];
        for (int x = 0; x < width; x++) {
            int i = 4 * x;
            int a = (int) (u * taps[0][i] + v * taps[1][i] + w * taps[2][i] + 0.5f);
            int r = (int) (u * taps[0][i + 1] + v * taps[1][i + 1] + w * taps[2][i + 1] + 0.5f);
            int g = (int) (u * taps[0][i + 2] + v * taps[1][i + 2] + w * taps[2][i + 2] + 0.5f);
            int b = (int) (u * taps[0][i + 3] + v * taps[1][i + 3] + w * taps[2][i + 3] + 0.5f);
            buffer[to + x] = (a << 24) | (r << 16) | (g << 8) | b;
        }
    }
}
