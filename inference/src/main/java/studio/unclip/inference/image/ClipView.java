package studio.unclip.inference.image;

import java.nio.ByteBuffer;

/**
 * A picture as CLIP's image tower sees it: the shorter side resized to the tower's size, the centre cut out, each
 * channel normalised (specification 3.4, CLIPImageProcessor).
 *
 * @param size side of the tower's picture, pixels
 * @param mean subtracted from values in [0, 1], per channel
 * @param std then divided by, per channel
 * @param filter how pictures are resized
 * @param background what the tower sees where a picture is transparent
 */
@SuppressWarnings("ArrayRecordComponent") // three numbers each, never compared
public record ClipView(int size, double[] mean, double[] std, Filter filter, Background background) {

    /**
     * @param rgba {@code width} x {@code height} pixels, straight alpha
     * @return [3 x size x size], planar
     */
    public float[] of(ByteBuffer rgba, int width, int height) {
        double scale = size / (double) Math.min(width, height);
        int w = Math.max(size, (int) Math.round(width * scale));
        int h = Math.max(size, (int) Math.round(height * scale));
        float[] planes = Resample.resize(rgba, width, height, w, h, filter, background);
        int left = (w - size) / 2;
        int top = (h - size) / 2;
        float[] view = new float[3 * size * size];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    // The kernel's overshoot is cut off, as 8-bit resizing does.
                    float unit = Math.max(0, Math.min(1, planes[(c * h + top + y) * w + left + x]));
                    view[(c * size + y) * size + x] = (float) ((unit - mean[c]) / std[c]);
                }
            }
        }
        return view;
    }
}
