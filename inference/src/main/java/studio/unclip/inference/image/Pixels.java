package studio.unclip.inference.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/** Between 8-bit interleaved RGBA and planar float RGB. */
public final class Pixels {
    /** Pixels that are turned together: the loops over them are simple enough for the compiler to make vectors of. */
    private static final int SOME = 1024;

    private static final int OPAQUE = 0xff000000;

    private Pixels() {}

    /**
     * Planar RGB in [-1, 1] to opaque RGBA: clamp(x/2 + 1/2), then round(255 v).
     *
     * @param planes 3 planes of {@code pixels}
     */
    public static byte[] toRgba(float[] planes, int pixels) {
        byte[] rgba = new byte[pixels * 4];
        IntBuffer out = words(ByteBuffer.wrap(rgba));
        int[] words = new int[SOME];
        for (int from = 0; from < pixels; from += SOME) {
            int some = Math.min(SOME, pixels - from);
            Arrays.fill(words, OPAQUE);
            for (int c = 0; c < 3; c++) {
                putLevels(planes, c * pixels + from, words, 8 * c, some);
            }
            out.put(from, words, 0, some);
        }
        return rgba;
    }

    /**
     * RGBA to planar RGB in [0, 1].
     *
     * @param from the first pixel
     * @param pixels how many
     * @param background what is seen where the picture is transparent
     */
    public static float[] toUnitPlanes(ByteBuffer rgba, int from, int pixels, Background background) {
        float[] planes = new float[pixels * 3];
        IntBuffer in = words(rgba);
        int[] words = new int[SOME];
        for (int done = 0; done < pixels; done += SOME) {
            int some = Math.min(SOME, pixels - done);
            in.get(from + done, words, 0, some);
            for (int c = 0; c < 3; c++) {
                takeUnits(words, 8 * c, planes, c * pixels + done, some, background.channel(c));
            }
        }
        return planes;
    }

    /** Opacity of each pixel, 0 to 1. */
    public static float[] alpha(ByteBuffer rgba, int pixels) {
        float[] alpha = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            alpha[i] = (rgba.get(4 * i + 3) & 0xff) / 255f;
        }
        return alpha;
    }

    /**
     * Makes a pixel that is seen over white transparent, so that over white it looks as before as far as it can.
     *
     * @param rgba opaque; the pixel is changed
     * @param alpha taken as 0 to 1
     */
    public static void setAlpha(byte[] rgba, int pixel, float alpha) {
        int opacity = Math.clamp(Math.round(alpha * 255), 0, 255);
        rgba[4 * pixel + 3] = (byte) opacity;
        for (int c = 4 * pixel; c < 4 * pixel + 3 && opacity < 255; c++) {
            float white = 255 - opacity;
            float colour = opacity == 0 ? 0 : ((rgba[c] & 0xff) - white) * 255 / opacity;
            rgba[c] = (byte) Math.clamp(Math.round(colour), 0, 255);
        }
    }

    /** A pixel a word, red lowest. */
    private static IntBuffer words(ByteBuffer rgba) {
        return rgba.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
    }

    private static void putLevels(float[] plane, int from, int[] words, int shift, int some) {
        for (int i = 0; i < some; i++) {
            float unit = Math.max(0, Math.min(1, plane[from + i] * 0.5f + 0.5f));
            // Rounds to the nearest, halves to even: beside 2^23 a float has no bits left for a fraction.
            words[i] |= (int) (unit * 255 + 0x1p23f - 0x1p23f) << shift;
        }
    }

    private static void takeUnits(int[] words, int shift, float[] plane, int to, int some, float behind) {
        for (int i = 0; i < some; i++) {
            float alpha = (words[i] >>> 24) / 255f;
            plane[to + i] = ((words[i] >>> shift) & 0xff) / 255f * alpha + behind * (1 - alpha);
        }
    }
}
