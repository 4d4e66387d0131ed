package studio.unclip.inference.image;

import java.nio.ByteBuffer;

/** Between 8-bit interleaved RGBA and planar float RGB. */
public final class Pixels {
    private Pixels() {}

    /**
     * Planar RGB in [-1, 1] to opaque RGBA: clamp(x/2 + 1/2), then round(255 v).
     *
     * @param planes 3 planes of {@code pixels}
     */
    public static byte[] toRgba(float[] planes, int pixels) {
        byte[] rgba = new byte[pixels * 4];
        for (int i = 0; i < pixels; i++) {
            rgba[i * 4] = level(planes[i]);
            rgba[i * 4 + 1] = level(planes[pixels + i]);
            rgba[i * 4 + 2] = level(planes[2 * pixels + i]);
            rgba[i * 4 + 3] = (byte) 255;
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
        for (int i = 0; i < pixels; i++) {
            int at = (from + i) * 4;
            float alpha = (rgba.get(at + 3) & 0xff) / 255f;
            for (int c = 0; c < 3; c++) {
                planes[c * pixels + i] = (rgba.get(at + c) & 0xff) / 255f * alpha + background.channel(c) * (1 - alpha);
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

    private static byte level(float x) {
        float unit = Math.max(0, Math.min(1, x * 0.5f + 0.5f));
        return (byte) Math.rint(unit * 255);
    }
}
