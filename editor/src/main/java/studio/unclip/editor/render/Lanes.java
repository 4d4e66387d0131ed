package studio.unclip.editor.render;

import java.util.Arrays;

/**
 * A run of pixels as four planes of floats, 0 to 1. As a backdrop its colours are premultiplied; as a source they are
 * straight. Compositing adds up here and is rounded once, at the end.
 */
final class Lanes {
    /** Most pixels one run has: a strip of 16 tile rows, so that a few runs stay in the processor's cache. */
    static final int CAPACITY = 4096;

    private static final float TO_UNIT = 1 / 255f;

    final float[] red = new float[CAPACITY];
    final float[] green = new float[CAPACITY];
    final float[] blue = new float[CAPACITY];
    final float[] alpha = new float[CAPACITY];

    void clear(int count) {
        Arrays.fill(red, 0, count, 0);
        Arrays.fill(green, 0, count, 0);
        Arrays.fill(blue, 0, count, 0);
        Arrays.fill(alpha, 0, count, 0);
    }

    /** Reads straight {@code 0xAARRGGBB} pixels as a source. */
    void readStraight(int[] pixels, int from, int to, int count, float opacity) {
        float scale = opacity * TO_UNIT;
        for (int i = 0; i < count; i++) {
            int p = pixels[from + i];
            red[to + i] = ((p >> 16) & 0xff) * TO_UNIT;
            green[to + i] = ((p >> 8) & 0xff) * TO_UNIT;
            blue[to + i] = (p & 0xff) * TO_UNIT;
            alpha[to + i] = (p >>> 24) * scale;
        }
    }

    /** Turns a backdrop (a finished group) into a source. */
    void readGroup(Lanes group, int count, float opacity) {
        for (int i = 0; i < count; i++) {
            float a = group.alpha[i];
            float inverse = a > 0 ? 1 / a : 0;
            red[i] = group.red[i] * inverse;
            green[i] = group.green[i] * inverse;
            blue[i] = group.blue[i] * inverse;
            alpha[i] = a * opacity;
        }
    }

    /** Lets a mask's values, 0 to 255, through. */
    void maskAlpha(byte[] mask, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            alpha[to + i] *= (mask[from + i] & 0xff) * TO_UNIT;
        }
    }

    /** Rounds a backdrop to premultiplied {@code 0xAARRGGBB}. */
    void writePremultiplied(int from, int[] pixels, int to, int count) {
        for (int i = 0; i < count; i++) {
            int a = (int) (alpha[from + i] * 255 + 0.5f);
            // A colour cannot exceed its alpha; rounding may not make it.
            int r = Math.min(a, (int) (red[from + i] * 255 + 0.5f));
            int g = Math.min(a, (int) (green[from + i] * 255 + 0.5f));
            int b = Math.min(a, (int) (blue[from + i] * 255 + 0.5f));
            pixels[to + i] = (a << 24) | (r << 16) | (g << 8) | b;
        }
    }

    /** Rounds a backdrop to straight {@code 0xAARRGGBB}; nothing is {@code 0}. */
    void writeStraight(int from, int[] pixels, int to, int count) {
        for (int i = 0; i < count; i++) {
            float unrounded = alpha[from + i];
            int a = (int) (unrounded * 255 + 0.5f);
            if (a == 0) {
                pixels[to + i] = 0;
                continue;
            }
            float inverse = 255 / unrounded;
            int r = Math.min(255, (int) (red[from + i] * inverse + 0.5f));
            int g = Math.min(255, (int) (green[from + i] * inverse + 0.5f));
            int b = Math.min(255, (int) (blue[from + i] * inverse + 0.5f));
            pixels[to + i] = (a << 24) | (r << 16) | (g << 8) | b;
        }
    }
}
