package studio.unclip.editor.file.jpeg;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.flat.ColourProfile;

/** Makes JPEG files: JFIF, sRGB with the profile inside, EXIF and XMP where they fit. Safe for threads. */
public final class JpegWriter {
    /** Most bytes of one segment's contents. */
    private static final int MOST_SEGMENT = 65_533;

    /**
     * A file's bytes.
     *
     * @param parts one behind the other
     * @param notices what of the metadata could not be written
     */
    public record Encoded(List<byte[]> parts, List<Notice> notices) {}

    private final ByteArrayOutputStream segments = new ByteArrayOutputStream();
    private final List<Notice> notices = new ArrayList<>();

    private JpegWriter() {}

    /**
     * @param image opaque
     * @param quality 0 to 1
     * @param metadata to write; texts are PNG's alone and left out, said
     */
    public static Encoded encode(BufferedImage image, float quality, Metadata metadata) throws IOException {
        byte[] pixels = pixels(image, quality);
        JpegWriter writer = new JpegWriter();
        writer.metadata(metadata);
        int after = afterApp0(pixels);
        return new Encoded(
                List.of(
                        Arrays.copyOf(pixels, after),
                        writer.segments.toByteArray(),
                        Arrays.copyOfRange(pixels, after, pixels.length)),
                List.copyOf(writer.notices));
    }

    private static byte[] pixels(BufferedImage image, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Behind the start marker and the JFIF segment, where other segments may follow. */
    private static int afterApp0(byte[] jpeg) {
        boolean app0 = (jpeg[2] & 0xff) == 0xFF && (jpeg[3] & 0xff) == JpegSegments.APP0;
        return app0 ? 4 + ((jpeg[4] & 0xff) << 8 | (jpeg[5] & 0xff)) : 2;
    }

    private void metadata(Metadata metadata) {
        metadata.exif().ifPresent(exif -> segment("EXIF", JpegSegments.APP1, JpegSegments.EXIF, exif.toBytes()));
        metadata.xmp()
                .ifPresent(xmp ->
                        segment("XMP", JpegSegments.APP1, JpegSegments.XMP, xmp.getBytes(StandardCharsets.UTF_8)));
        metadata.texts().forEach(text -> drop(text.keyword()));
        byte[] icc = JpegSegments.ICC;
        byte[] start = Arrays.copyOf(icc, icc.length + 2);
        start[icc.length] = 1; // the first chunk
        start[icc.length + 1] = 1; // of one
        segment("ICC", JpegSegments.APP2, start, ColourProfile.srgb());
    }

    private void segment(String name, int marker, byte[] start, byte[] contents) {
        int length = start.length + contents.length;
        if (length > MOST_SEGMENT) {
            drop(name);
            return;
        }
        segments.write(0xFF);
        segments.write(marker);
        segments.write((length + 2) >> 8);
        segments.write(length + 2);
        segments.writeBytes(start);
        segments.writeBytes(contents);
    }

    private void drop(String what) {
        notices.add(new Notice(Notice.Kind.METADATA_DROPPED, what));
    }
}
