package studio.unclip.inference.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

/**
 * A picture of any size and shape as something that looks at squares sees all of it: shrunk by a whole number to at most
 * {@value #MOST} pixels a side, its edges carried on to a square. Of a large one only a band is held at a time.
 */
public final class WholePicture {
    /** Several times what an image tower reads, so that shrinking twice does no harm. */
    static final int MOST = 1024;

    private WholePicture() {}

    /** A square picture; the picture itself if it is a small square already. */
    public static Picture of(PictureSource source) {
        int longer = Math.max(source.width(), source.height());
        int factor = (longer + MOST - 1) / MOST;
        Picture small = factor == 1 ? source.read(source.bounds()) : shrunk(source, factor);
        return small.width() == small.height() ? small : square(small);
    }

    private static Picture shrunk(PictureSource source, int factor) {
        int width = (source.width() + factor - 1) / factor;
        int height = (source.height() + factor - 1) / factor;
        byte[] rgba = new byte[width * height * 4];
        long[] sums = new long[width * 5];
        for (int y = 0; y < height; y++) {
            int rows = Math.min(factor, source.height() - y * factor);
            Picture band = source.read(new PixelRect(0, y * factor, source.width(), rows));
            sum(band, factor, sums);
            for (int x = 0; x < width; x++) {
                mean(sums, x * 5, rgba, (y * width + x) * 4);
            }
        }
        return Picture.of(width, height, rgba);
    }

    /** Sums of red, green and blue times alpha, of alpha, and of pixels, for each block of a band. */
    private static void sum(Picture band, int factor, long[] sums) {
        Arrays.fill(sums, 0);
        ByteBuffer rgba = band.rgba();
        for (int y = 0; y < band.height(); y++) {
            for (int x = 0; x < band.width(); x++) {
                int from = (y * band.width() + x) * 4;
                int to = x / factor * 5;
                int alpha = rgba.get(from + 3) & 0xff;
                for (int c = 0; c < 3; c++) {
                    sums[to + c] += (long) (rgba.get(from + c) & 0xff) * alpha;
                }
                sums[to + 3] += alpha;
                sums[to + 4]++;
            }
        }
    }

    private static void mean(long[] sums, int from, byte[] rgba, int to) {
        long alpha = sums[from + 3];
        for (int c = 0; c < 3; c++) {
            rgba[to + c] = (byte) (alpha == 0 ? 0 : (sums[from + c] + alpha / 2) / alpha);
        }
        rgba[to + 3] = (byte) ((alpha + sums[from + 4] / 2) / sums[from + 4]);
    }

    private static Picture square(Picture picture) {
        int side = Math.max(picture.width(), picture.height());
        int left = (side - picture.width()) / 2;
        int top = (side - picture.height()) / 2;
        ByteBuffer from = picture.rgba();
        byte[] rgba = new byte[side * side * 4];
        for (int y = 0; y < side; y++) {
            int row = Math.clamp(y - top, 0, picture.height() - 1);
            for (int x = 0; x < side; x++) {
                int column = Math.clamp(x - left, 0, picture.width() - 1);
                from.get((row * picture.width() + column) * 4, rgba, (y * side + x) * 4, 4);
            }
        }
        return Picture.of(side, side, rgba);
    }
}
