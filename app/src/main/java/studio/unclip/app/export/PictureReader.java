package studio.unclip.app.export;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import studio.unclip.inference.api.Picture;

/**
 * Reads PNG and JPEG pictures that CLIP is to look at. The kind and the size are checked before anything is decoded, so
 * that a small hostile file cannot ask for all of the memory. Grey values are taken as they are (as PIL does), not
 * through a linear grey colour space.
 */
public final class PictureReader {

    /** Most pixels a picture may have to be read here: 400 MB while it is decoded. */
    public static final long MAX_PIXELS = 64L << 20;

    private static final Set<String> FORMATS = Set.of("png", "jpeg");

    private PictureReader() {}

    /**
     * @throws UnreadableFileException if the file is no PNG or JPEG picture within {@link #MAX_PIXELS}, or is damaged
     */
    public static Picture read(Path file) throws UnreadableFileException {
        if (!Files.isRegularFile(file)) {
            throw new UnreadableFileException("There is no file " + file + ".", null);
        }
        try (ImageInputStream input = new FileImageInputStream(file.toFile())) {
            ImageReader reader = reader(file, input);
            try {
                reader.setInput(input, true, true);
                return decode(file, reader);
            } finally {
                reader.dispose();
            }
        } catch (UnreadableFileException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The JDK's readers answer damaged files with many kinds of exception.
            throw new UnreadableFileException(file + " is damaged or not a picture that can be read here.", e);
        }
    }

    private static ImageReader reader(Path file, ImageInputStream input) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
                return reader;
            }
        }
        throw new UnreadableFileException(file + " is not a PNG or JPEG picture.", null);
    }

    private static Picture decode(Path file, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS) {
            throw new UnreadableFileException(
                    String.format(
                            Locale.ROOT,
                            "%s has %d x %d pixels; at most %d million are read.",
                            file,
                            width,
                            height,
                            MAX_PIXELS / 1_000_000),
                    null);
        }
        BufferedImage image = reader.read(0);
        byte[] rgba = new byte[width * height * 4];
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
            copyGrey(image.getRaster(), rgba);
        } else {
            copyColour(image, rgba);
        }
        return Picture.of(width, height, rgba);
    }

    private static void copyColour(BufferedImage image, byte[] rgba) {
        int width = image.getWidth();
        int[] row = new int[width];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                rgba[at++] = (byte) (argb >> 16);
                rgba[at++] = (byte) (argb >> 8);
                rgba[at++] = (byte) argb;
                rgba[at++] = (byte) (argb >>> 24);
            }
        }
    }

    /** One band of grey, or grey and alpha, of 1 to 16 bits. */
    private static void copyGrey(Raster raster, byte[] rgba) {
        int width = raster.getWidth();
        int bands = raster.getNumBands();
        int highest = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        int[] row = new int[width * bands];
        int at = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int x = 0; x < width; x++) {
                byte grey = to8Bits(row[x * bands], highest);
                rgba[at++] = grey;
                rgba[at++] = grey;
                rgba[at++] = grey;
                rgba[at++] = bands > 1 ? to8Bits(row[x * bands + 1], highest) : (byte) 255;
            }
        }
    }

    private static byte to8Bits(int sample, int highest) {
        return (byte) ((sample * 255L + highest / 2) / highest);
    }
}
