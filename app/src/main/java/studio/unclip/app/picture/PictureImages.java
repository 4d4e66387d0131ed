package studio.unclip.app.picture;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Picture;

/** Small pictures for JavaFX to show. Thread-safe. */
public final class PictureImages {
    private PictureImages() {}

    /**
     * The picture shrunk by the largest whole factor that leaves it at least {@code side} pixels wide, each pixel the
     * mean of those it stands for: JavaFX's own shrinking skips pixels beyond a factor of two.
     */
    public static Image atLeast(Picture picture, int side) {
        int factor = Math.max(1, Math.min(picture.width(), picture.height()) / Math.max(1, side));
        return image(picture.rgba(), picture.width(), picture.height(), factor);
    }

    /** The picture as it is. */
    public static Image of(Picture picture) {
        return image(picture.rgba(), picture.width(), picture.height(), 1);
    }

    /** The picture as it is. */
    public static Image of(Raster raster) {
        return image(raster.rgba(), raster.width(), raster.height(), 1);
    }

    /** An image's pixels, straight alpha. Any thread. */
    public static Raster raster(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 4)];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getByteBgraInstance(), pixels, 0, 4 * width);
        for (int i = 0; i < pixels.length; i += 4) {
            byte blue = pixels[i];
            pixels[i] = pixels[i + 2];
            pixels[i + 2] = blue;
        }
        return Raster.owning(width, height, pixels);
    }

    private static Image image(ByteBuffer rgba, int width, int height, int factor) {
        int smallWidth = width / factor;
        int smallHeight = height / factor;
        int[] pixels = new int[smallWidth * smallHeight];
        for (int y = 0; y < smallHeight; y++) {
            for (int x = 0; x < smallWidth; x++) {
                pixels[y * smallWidth + x] = mean(rgba, width, x * factor, y * factor, factor);
            }
        }
        return new WritableImage(new PixelBuffer<>(
                smallWidth, smallHeight, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance()));
    }

    /** Premultiplied 0xAARRGGBB. */
    private static int mean(ByteBuffer rgba, int width, int left, int top, int factor) {
        int red = 0;
        int green = 0;
        int blue = 0;
        int alpha = 0;
        for (int y = top; y < top + factor; y++) {
            for (int x = left; x < left + factor; x++) {
                int at = (y * width + x) * 4;
                int a = rgba.get(at + 3) & 0xff;
                red += (rgba.get(at) & 0xff) * a;
                green += (rgba.get(at + 1) & 0xff) * a;
                blue += (rgba.get(at + 2) & 0xff) * a;
                alpha += a;
            }
        }
        int count = factor * factor;
        return rounded(alpha, count) << 24
                | rounded(red, 255 * count) << 16
                | rounded(green, 255 * count) << 8
                | rounded(blue, 255 * count);
    }

    private static int rounded(int sum, int count) {
        return (sum + count / 2) / count;
    }
}
