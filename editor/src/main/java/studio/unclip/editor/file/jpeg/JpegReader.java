package studio.unclip.editor.file.jpeg;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.ColourProfile;
import studio.unclip.editor.file.flat.RowSink;

/**
 * Reads JPEG pictures, upright and as sRGB: a profile is converted, printing colours too, the EXIF orientation is
 * applied and then reset. Decoding is TwelveMonkeys' (with the JDK's decoder underneath).
 */
public final class JpegReader {
    private static final int PRINTING_CHANNELS = 4;

    /** What the file said beside the pixels. */
    public record Result(Metadata metadata, List<Notice> notices) {}

    private final JpegSegments segments;
    private final List<Notice> notices;

    private JpegReader(JpegSegments segments) {
        this.segments = segments;
        this.notices = new ArrayList<>(segments.notices());
    }

    /**
     * @param sink takes the rows of the upright picture
     * @throws FileProblem if the file is no JPEG, damaged, of a kind that is not read here, larger than the limits or
     *     than the memory; nothing has been decoded then that was not within them
     * @throws CancellationException if the watcher gives up
     */
    public static Result read(Path file, Limits limits, RowSink sink, Watcher watcher) throws IOException {
        JpegSegments segments;
        try (InputStream in = Files.newInputStream(file)) {
            segments = JpegSegments.read(in, limits);
        }
        JpegFrame frame = segments.frame();
        limits.checkMemory(frame.decodedBytes() + (long) frame.width() * frame.height() * Integer.BYTES);
        return new JpegReader(segments).read(file, sink, watcher);
    }

    /**
     * What stands in the file beside its pixels; they are not decoded.
     *
     * @param in at the file's first byte
     * @throws FileProblem as {@link #read}
     */
    public static Metadata metadata(InputStream in, Limits limits) throws IOException {
        return JpegSegments.read(in, limits).metadata();
    }

    private Result read(Path file, RowSink sink, Watcher watcher) throws IOException {
        BufferedImage image = decode(file, watcher);
        int bands = image.getRaster().getNumBands();
        boolean grey = bands == 1 && image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        if (!grey && bands < 3) {
            throw FileProblem.notRead("a JPEG picture with this kind of colour");
        }
        int bits = segments.frame().precision();
        new JpegRows(image.getRaster(), bits, profile(image), segments.orientation()).emit(sink);
        if (bits > 8) {
            notices.add(Notice.of(Notice.Kind.SIXTEEN_BITS_REDUCED));
        }
        if (!segments.orientation().isUpright()) {
            notices.add(Notice.of(Notice.Kind.ORIENTATION_APPLIED));
        }
        return new Result(segments.metadata(), List.copyOf(notices));
    }

    private BufferedImage decode(Path file, Watcher watcher) throws IOException {
        byte[] tables = segments.hasTables() || segments.frame().isLossless() ? new byte[0] : StandardHuffman.segment();
        ImageReader reader = reader();
        DecoderEvents events = new DecoderEvents(watcher);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                ImageInputStream in = new JpegStream(channel, tables, watcher)) {
            reader.addIIOReadProgressListener(events);
            reader.addIIOReadWarningListener(events);
            reader.setInput(in, true, true);
            BufferedImage image = reader.read(0);
            watcher.check();
            events.requireWhole();
            if (events.isDoubtful() || !segments.complete()) {
                notices.add(Notice.of(Notice.Kind.MAY_BE_INCOMPLETE));
            }
            return image;
        } catch (FileProblem | CancellationException e) {
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

    /** What is still to be converted; adds what a person should know. */
    private Optional<ColourProfile> profile(BufferedImage image) {
        int channels = segments.frame().components().size();
        Optional<ColourProfile> profile =
                segments.icc().map(Blob::array).flatMap(icc -> ColourProfile.of(icc, channels));
        if (segments.icc().isPresent() && profile.isEmpty()) {
            notices.add(Notice.of(Notice.Kind.PROFILE_IGNORED));
        }
        if (channels == PRINTING_CHANNELS) {
            // The library has converted, by the profile or a rule of thumb.
            notices.add(Notice.of(Notice.Kind.CMYK_CONVERTED));
            return Optional.empty();
        }
        if (profile.isEmpty() || profile.get().isSrgb()) {
            return Optional.empty();
        }
        notices.add(new Notice(Notice.Kind.PROFILE_CONVERTED, profile.get().name()));
        // Where the library has converted by the profile it says sRGB; once is enough.
        return image.getColorModel().getColorSpace().isCS_sRGB() ? Optional.empty() : profile;
    }
}
