package studio.unclip.editor.patch;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;

/**
 * The band around a mask in which old and new pixels are blended. A pixel lies in the ring if the middle of some masked
 * pixel (value above 0) is at most {@code width} away from its own, and it is not masked itself.
 *
 * @param width in document pixels, 0 to {@value #MAX_WIDTH}
 */
public record BlendRing(int width) {
    public static final int MAX_WIDTH = 256;

    /** Steps to the four neighbours before a pixel in reading order, and to the four after it when negated. */
    private static final int[][] BEFORE = {{-1, 0}, {-1, -1}, {0, -1}, {1, -1}};

    public BlendRing {
        if (width < 0 || width > MAX_WIDTH) {
            throw new IllegalArgumentException("a ring is 0 to " + MAX_WIDTH + " pixels wide, not " + width);
        }
    }

    /** 255 in the mask and the ring, 0 outside: what a patch may change, and what is shown as such. */
    public MaskMap reach(MaskMap mask, IntRect bounds) {
        MaskMap masked = mask.change(bounds, (tile, values) -> {
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (values[i] == 0 ? 0 : 255);
            }
        });
        return Masks.grow(masked, width, bounds);
    }

    /**
     * How much of the new picture shows: the mask's value, and around it a linear fall towards nothing at {@code width +
     * 1} pixels, cut off where the ring ends. Distance is measured in steps to the eight neighbours (1 and √2).
     *
     * @param area what is asked for
     * @param bounds the document's: a mask has no effect beyond them
     */
    public MaskRaster coverage(MaskMap mask, IntRect area, IntRect bounds) {
        // The mask may reach in from outside the area.
        IntRect wide = area.grow(width);
        byte[] values = Masks.combine(MaskMap.EMPTY, mask, Combine.REPLACE, bounds.intersect(wide))
                .toRaster(wide)
                .toBytes();
        float[] spread = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            spread[i] = values[i] & 0xff;
        }
        if (width > 0) {
            float step = 255f / (width + 1);
            spread(spread, wide.width(), wide.height(), step, 1);
            spread(spread, wide.width(), wide.height(), step, -1);
        }
        MaskMap reach = reach(mask, bounds);
        byte[] coverage = new byte[area.width() * area.height()];
        for (int y = 0; y < area.height(); y++) {
            for (int x = 0; x < area.width(); x++) {
                float value = spread[(y + width) * wide.width() + x + width];
                if (reach.value(area.x() + x, area.y() + y) > 0) {
                    coverage[y * area.width() + x] = (byte) (int) (value + 0.5f);
                }
            }
        }
        return MaskRaster.owning(area.width(), area.height(), coverage);
    }

    /** One pass of a distance transform: forward (direction 1) in reading order, then backward (-1). */
    private static void spread(float[] values, int width, int height, float step, int direction) {
        float diagonal = (float) (step * Math.sqrt(2));
        for (int i = 0; i < height; i++) {
            int y = direction > 0 ? i : height - 1 - i;
            for (int j = 0; j < width; j++) {
                int x = direction > 0 ? j : width - 1 - j;
                float best = values[y * width + x];
                for (int[] way : BEFORE) {
                    int nx = x + direction * way[0];
                    int ny = y + direction * way[1];
                    if (nx >= 0 && nx < width && ny >= 0 && ny < height) {
                        float cost = way[0] != 0 && way[1] != 0 ? diagonal : step;
                        best = Math.max(best, values[ny * width + nx] - cost);
                    }
                }
                values[y * width + x] = best;
            }
        }
    }
}
