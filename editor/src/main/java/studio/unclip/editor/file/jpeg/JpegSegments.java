package studio.unclip.editor.file.jpeg;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.flat.ColourProfile;

/**
 * The segments in front of a JPEG picture's pixels: its size, checked before anything is decoded, and the metadata that
 * is kept (ITU-T T.81 B.1; Exif 2.32 4.5.4; ICC.1:2022 B.4; XMP part 3, 1.1.3).
 *
 * @param components 1 grey, 3 colour, 4 printing colours
 * @param exif without its frame
 * @param icc put together from its chunks
 */
public record JpegSegments(
        int width,
        int height,
        int components,
        Optional<Blob> exif,
        Optional<Blob> icc,
        Optional<String> xmp,
        double dotsPerInch,
        List<Notice> notices) {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);

    /** Most bytes of one segment's contents. */
    private static final int MOST_SEGMENT = 65_533;

    /** @throws FileProblem if it is no JPEG, damaged, or larger than the limits */
    public static JpegSegments read(InputStream file, Limits limits) throws IOException {
        try {
            return new Scan(new DataInputStream(file), limits).read();
        } catch (EOFException e) {
            throw FileProblem.damaged("it ends too early", e);
        }
    }

    private static final class Scan {
        private final DataInputStream in;
        private final Limits limits;
        private final List<Notice> notices = new ArrayList<>();
        private final TreeMap<Integer, byte[]> iccChunks = new TreeMap<>();
        private int metadataBytes;
        private Optional<Blob> exif = Optional.empty();
        private Optional<String> xmp = Optional.empty();
        private double dotsPerInch;
        private int width;
        private int height;
        private int components;

        Scan(DataInputStream in, Limits limits) {
            this.in = in;
            this.limits = limits;
        }

        JpegSegments read() throws IOException {
            if (in.readUnsignedByte() != 0xFF || in.readUnsignedByte() != SOI) {
                throw new FileProblem(FileProblem.Kind.UNKNOWN_FORMAT, "not a JPEG picture", null);
            }
            for (int marker = marker(); marker != SOS; marker = marker()) {
                if (marker == EOI) {
                    throw FileProblem.damaged("it has no pixels");
                }
                if ((marker >= 0xD0 && marker < SOI) || marker == 1) {
                    continue; // stands alone
                }
                int length = in.readUnsignedShort() - 2;
                if (length < 0) {
                    throw FileProblem.damaged("a segment has an impossible length");
                }
                boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
                boolean wanted = frame || marker == APP0 || marker == APP1 || marker == APP2;
                if (!wanted) {
                    in.skipNBytes(length);
                    continue;
                }
                byte[] segment = in.readNBytes(length);
                if (segment.length < length) {
                    throw new EOFException();
                }
                if (frame) {
                    frame(segment);
                } else {
                    metadata(marker, segment);
                }
            }
            if (width == 0) {
                throw FileProblem.damaged("it has no size");
            }
            return new JpegSegments(width, height, components, exif, icc(), xmp, dotsPerInch, List.copyOf(notices));
        }

        private int marker() throws IOException {
            if (in.readUnsignedByte() != 0xFF) {
                throw FileProblem.damaged("its segments do not follow each other");
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            return marker;
        }

        private void frame(byte[] segment) throws FileProblem {
            if (segment.length < 6) {
                throw FileProblem.damaged("its size cannot be read");
            }
            height = (segment[1] & 0xff) << 8 | (segment[2] & 0xff);
            width = (segment[3] & 0xff) << 8 | (segment[4] & 0xff);
            components = segment[5] & 0xff;
            limits.checkSize(width, height);
        }

        private void metadata(int marker, byte[] segment) {
            metadataBytes += segment.length;
            if (metadataBytes > limits.maxMetadataBytes()) {
                notices.add(new Notice(Notice.Kind.METADATA_DROPPED, "JPEG"));
                return;
            }
            if (marker == APP1 && startsWith(segment, EXIF)) {
                exif = Optional.of(Blob.owning(Arrays.copyOfRange(segment, EXIF.length, segment.length)));
            } else if (marker == APP1 && startsWith(segment, XMP)) {
                xmp = Optional.of(new String(segment, XMP.length, segment.length - XMP.length, StandardCharsets.UTF_8));
            } else if (marker == APP2 && startsWith(segment, ICC) && segment.length > ICC.length + 2) {
                iccChunks.put(segment[ICC.length] & 0xff, Arrays.copyOfRange(segment, ICC.length + 2, segment.length));
            } else if (marker == APP0 && startsWith(segment, JFIF) && segment.length >= 12) {
                int density = (segment[8] & 0xff) << 8 | (segment[9] & 0xff);
                dotsPerInch = segment[7] == 1 ? density : segment[7] == 2 ? density * 2.54 : 0;
            }
        }

        private Optional<Blob> icc() {
            if (iccChunks.isEmpty()) {
                return Optional.empty();
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            iccChunks.values().forEach(all::writeBytes);
            return Optional.of(Blob.owning(all.toByteArray()));
        }

        private static boolean startsWith(byte[] segment, byte[] start) {
            return segment.length >= start.length && Arrays.equals(segment, 0, start.length, start, 0, start.length);
        }
    }

    /** The segments for an export: EXIF, XMP, and the sRGB profile. Pieces too large for a segment are left out. */
    public static byte[] forExport(Metadata metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        metadata.exif().ifPresent(exif -> segment(out, APP1, EXIF, exif.array()));
        metadata.xmp().ifPresent(xmp -> segment(out, APP1, XMP, xmp.getBytes(StandardCharsets.UTF_8)));
        byte[] start = Arrays.copyOf(ICC, ICC.length + 2);
        start[ICC.length] = 1;
        start[ICC.length + 1] = 1;
        segment(out, APP2, start, ColourProfile.srgb());
        return out.toByteArray();
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] start, byte[] contents) {
        int length = start.length + contents.length;
        if (length > MOST_SEGMENT) {
            return;
        }
        out.write(0xFF);
        out.write(marker);
        out.write((length + 2) >> 8);
        out.write(length + 2);
        out.writeBytes(start);
        out.writeBytes(contents);
    }
}
