package studio.unclip.editor.file.jpeg;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.ColourProfile;
import studio.unclip.editor.file.flat.RowSink;
import studio.unclip.editor.geom.IntSize;

/**
 * Reads JPEG pictures, upright and as sRGB: a profile is converted, printing colours too, the EXIF orientation is
 * applied and then reset. Decoding is TwelveMonkeys' (with the JDK's decoder underneath).
 */
public final class JpegReader {

    /** What the file said beside the pixels. */
    public record Result(Metadata metadata, List<Notice> notices) {}

    private JpegReader() {}

    /**
     * @param sink takes the rows of the upright picture
     * @throws FileProblem if the file is no JPEG, damaged, or larger than the limits
     */
    public static Result read(Path file, Limits limits, RowSink sink, Watcher watcher) throws IOException {
        JpegSegments segments;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            segments = JpegSegments.read(in, limits);
        }
        List<Notice> notices = new ArrayList<>(segments.notices());
        int orientation =
                segments.exif().map(exif -> ExifOrientation.of(exif.array())).orElse(ExifOrientation.UPRIGHT);
        int[] argb = decode(file, segments, notices, watcher);
        emit(argb, new IntSize(segments.width(), segments.height()), orientation, sink);
        if (orientation != ExifOrientation.UPRIGHT) {
            notices.add(Notice.of(Notice.Kind.ORIENTATION_APPLIED));
        }
        return new Result(metadata(segments), List.copyOf(notices));
    }

    /**
     * What stands in the file beside its pixels; they are not decoded.
     *
     * @param in at the file's first byte, buffered
     * @throws FileProblem if the file is no JPEG or damaged
     */
    public static Metadata metadata(InputStream in, Limits limits) throws IOException {
        return metadata(JpegSegments.read(in, limits));
    }

    private static Metadata metadata(JpegSegments segments) {
        return new Metadata(
                segments.exif().map(exif -> Blob.owning(ExifOrientation.upright(exif.array()))),
                segments.xmp(),
                List.of(),
                segments.dotsPerInch());
    }

    private static int[] decode(Path file, JpegSegments segments, List<Notice> notices, Watcher watcher)
            throws IOException {
        ImageReader reader = reader();
        try (ImageInputStream in = new FileImageInputStream(file.toFile())) {
            Listener listener = new Listener(reader, watcher);
            reader.addIIOReadProgressListener(listener);
            reader.addIIOReadWarningListener(listener);
            reader.setInput(in, true, true);
            return segments.components() == 4
                    ? printing(reader, segments, notices, listener)
                    : colour(reader, segments, notices, listener);
        } catch (FileProblem e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            watcher.check();
            throw FileProblem.damaged("its pixels cannot be decoded", e);
        } finally {
            reader.dispose();
        }
    }

    /** The library's reader, whatever others are registered; it only works as the registry made it. */
    private static ImageReader reader() {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getOriginatingProvider() instanceof JPEGImageReaderSpi) {
                return reader;
            }
        }
        throw new IllegalStateException("the JPEG reader is not on the class path");
    }

    private static int[] printing(ImageReader reader, JpegSegments segments, List<Notice> notices, Listener listener)
            throws IOException {
        notices.add(Notice.of(Notice.Kind.CMYK_CONVERTED));
        BufferedImage image = reader.read(0);
        listener.requireWhole();
        int[] argb = new int[segments.width() * segments.height()];
        for (int y = 0; y < segments.height(); y++) {
            image.getRGB(0, y, segments.width(), 1, argb, y * segments.width(), segments.width());
        }
        return argb;
    }

    private static int[] colour(ImageReader reader, JpegSegments segments, List<Notice> notices, Listener listener)
            throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        BufferedImage image = reader.read(0, param);
        listener.requireWhole();
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        boolean grey = bands == 1 && image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        if (!grey && bands != 3) {
            throw FileProblem.damaged("it has a kind of colour that is not known");
        }
        // The library converts by a profile it understands, and then says sRGB; once is enough.
        boolean converted = image.getColorModel().getColorSpace().isCS_sRGB();
        Optional<ColourProfile> profile = profile(segments, bands, notices).filter(own -> !converted);
        int width = segments.width();
        int[] argb = new int[width * segments.height()];
        int[] row = new int[width * bands];
        byte[] rgb = new byte[width * 3];
        for (int y = 0; y < segments.height(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            if (profile.isPresent()) {
                profile.get().toSrgb(row, width, 255, rgb);
            }
            for (int x = 0; x < width; x++) {
                argb[y * width + x] = 0xff000000
                        | (profile.isPresent()
                                ? (rgb[3 * x] & 0xff) << 16 | (rgb[3 * x + 1] & 0xff) << 8 | (rgb[3 * x + 2] & 0xff)
                                : grey ? row[x] * 0x010101 : row[3 * x] << 16 | row[3 * x + 1] << 8 | row[3 * x + 2]);
            }
        }
        return argb;
    }

    private static Optional<ColourProfile> profile(JpegSegments segments, int bands, List<Notice> notices) {
        if (segments.icc().isEmpty()) {
            return Optional.empty();
        }
        Optional<ColourProfile> profile = ColourProfile.of(segments.icc().get().array(), bands);
        if (profile.isEmpty()) {
            notices.add(Notice.of(Notice.Kind.PROFILE_IGNORED));
        } else if (profile.get().isSrgb()) {
            return Optional.empty();
        } else {
            notices.add(new Notice(Notice.Kind.PROFILE_CONVERTED, profile.get().name()));
        }
        return profile;
    }

    private static void emit(int[] argb, IntSize stored, int orientation, RowSink sink) throws IOException {
        int[] upright = argb;
        if (orientation != ExifOrientation.UPRIGHT) {
            upright = new int[argb.length];
            for (int y = 0; y < stored.height(); y++) {
                for (int x = 0; x < stored.width(); x++) {
                    upright[ExifOrientation.index(orientation, x, y, stored.width(), stored.height())] =
                            argb[y * stored.width() + x];
                }
            }
        }
        boolean turned = ExifOrientation.turns(orientation);
        int width = turned ? stored.height() : stored.width();
        int height = turned ? stored.width() : stored.height();
        sink.start(width, height);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(upright, y * width, row, 0, width);
            sink.row(y, row);
        }
    }

    /** Cancels, and notices a picture that is cut short: the decoder fills the rest with grey and only warns. */
    private static final class Listener implements IIOReadProgressListener, IIOReadWarningListener {
        private final ImageReader reader;
        private final Watcher watcher;
        private boolean cut;

        Listener(ImageReader reader, Watcher watcher) {
            this.reader = reader;
            this.watcher = watcher;
        }

        void requireWhole() throws FileProblem {
            watcher.check();
            if (cut) {
                throw FileProblem.damaged("it ends too early");
            }
        }

        @Override
        public void warningOccurred(ImageReader source, String warning) {
            cut |= warning.contains("EOF") || warning.contains("EOI") || warning.contains("Premature");
        }

        @Override
        public void imageProgress(ImageReader source, float percentage) {
            watcher.progress(percentage / 100.0 * 0.9);
            if (watcher.isCancelled()) {
                reader.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }
}
