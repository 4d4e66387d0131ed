package studio.unclip.app.picture;

import java.nio.ByteBuffer;
import studio.unclip.inference.api.Picture;

/** Small copies of pictures. Thread-safe. */
public final class Shrunk {
    private Shrunk() {}

    /**
     * The picture shrunk by the smallest whole factor that leaves no side longer than {@code side} pixels by half, each
     * pixel the mean of those it stands for, weighted by their alpha; the picture itself if it is small enough.
     */
    public static Picture of(Picture picture, int side) {
        int longest = Math.max(picture.width(), picture.height());
        int factor = Math.max(1, (int) Math.ceil(longest / (side * 1.5)));
        if (factor == 1) {
            return picture;
        }
        int width = Math.max(1, picture.width() / factor);
        int height = Math.max(1, picture.height() / factor);
        ByteBuffer from = picture.rgba();
        byte[] to = new byte[width * height * 4];
        for (int y = 0; y < height; y++) {
            int rows = Math.min(factor, picture.height() - y * factor);
            for (int x = 0; x < width; x++) {
                int columns = Math.min(factor, picture.width() - x * factor);
                mean(from, picture.width(), x * factor, y * factor, columns, rows, to, (y * width + x) * 4);
            }
        }
        return Picture.sharing(width, height, ByteBuffer.wrap(to));
    }

    private static void mean(
            ByteBuffer from, int width, int left, int top, int columns, int rows, byte[] to, int target) {
        long red = 0;
        long green = 0;
        long blue = 0;
        long alpha = 0;
        for (int y = top; y < top + rows; y++) {
            for (int x = left; x < left + columns; x++) {
                int at = (y * width + x) * 4;
                int a = from.get(at + 3) & 0xff;
                red += (long) (from.get(at) & 0xff) * a;
                green += (long) (from.get(at + 1) & 0xff) * a;
                blue += (long) (from.get(at + 2) & 0xff) * a;
                alpha += a;
            }
        }
        int count = columns * rows;
        if (alpha > 0) {
            to[target] = (byte) ((red + alpha / 2) / alpha);
            to[target + 1] = (byte) ((green + alpha / 2) / alpha);
            to[target + 2] = (byte) ((blue + alpha / 2) / alpha);
            to[target + 3] = (byte) ((alpha + count / 2) / count);
        }
    }
}
