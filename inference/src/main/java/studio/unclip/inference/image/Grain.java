package studio.unclip.inference.image;

import java.util.Arrays;

/**
 * How much fine detail there is everywhere in a picture. Drawings are smooth but for their edges; a photograph has texture
 * and noise even where it looks smooth. Pure.
 */
public final class Grain {
    private static final int CHANNELS = 3;

    private Grain() {}

    /**
     * The second difference to the four neighbours, in the channel where it is largest, that a quarter of the pixels stay
     * below: levels of 255. 0 for a picture without a pixel that has four neighbours.
     *
     * @param planes planar RGB in [0, 1], [3 x height x width]
     */
    public static double of(float[] planes, int width, int height) {
        if (width < 3 || height < 3) {
            return 0;
        }
        float[] detail = new float[(width - 2) * (height - 2)];
        int next = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                float largest = 0;
                for (int c = 0; c < CHANNELS; c++) {
                    int at = (c * height + y) * width + x;
                    float around = planes[at - 1] + planes[at + 1] + planes[at - width] + planes[at + width];
                    largest = Math.max(largest, Math.abs(4 * planes[at] - around));
                }
                detail[next++] = largest * 255;
            }
        }
        Arrays.sort(detail);
        return detail[detail.length / 4];
    }
}
