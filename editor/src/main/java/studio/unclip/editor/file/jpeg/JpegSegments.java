package studio.unclip.editor.file.jpeg;

import java.io.ByteArrayOutputStream;
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
import studio.unclip.editor.file.Exif;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Xmp;

/**
 * The segments of a JPEG picture, walked through to its end before anything is decoded: its kind and size, how many
 * scans it has, and the metadata that is kept (ITU-T T.81 B.1; Exif 2.32 4.5.4; ICC.1:2022 B.4; XMP part 3, 1.1.3).
 * Bytes between segments that belong to none are passed over, as every decoder does.
 *
 * @param hasTables whether it brings its own Huffman tables
 * @param complete false if a progressive picture stops before its last scan
 * @param orientation as its EXIF block says
 * @param metadata what is kept of it
 * @param icc put together from its chunks
 */
record JpegSegments(
        JpegFrame frame,
        boolean hasTables,
        boolean complete,
        Orientation orientation,
        Metadata metadata,
        Optional<Blob> icc,
        List<Notice> notices) {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DHT = 0xC4;
    static final int APP0 = 0xE0;
    static final int APP1 = 0xE1;
    static final int APP2 = 0xE2;

    static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.ISO_8859_1);
    static final byte[] ICC = "ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] MORE_XMP = "http://ns.adobe.com/xmp/extension/\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.ISO_8859_1);

    /**
     * @param file at its first byte
     * @throws FileProblem if it is no JPEG, damaged, of a kind that is not read, or larger than the limits
     */
    static JpegSegments read(InputStream file, Limits limits) throws IOException {
        try {
            return new Walk(new JpegBytes(file), limits).read();
        } catch (EOFException e) {
            throw FileProblem.damaged("it ends too early", e);
        }
    }

    private static final class Walk {
        private final JpegBytes in;
        private final Limits limits;
        private final List<Notice> notices = new ArrayList<>();
        private final TreeMap<Integer, byte[]> iccChunks = new TreeMap<>();
        private int metadataBytes;
        private boolean previewsDropped;
        private int orientation = Exif.UPRIGHT;
        private Optional<Blob> exif = Optional.empty();
        private Optional<String> xmp = Optional.empty();
        private double dotsPerInch;
        private boolean hasTables;
        private JpegFrame frame;
        private JpegScans scans;

        Walk(JpegBytes in, Limits limits) {
            this.in = in;
            this.limits = limits;
        }

        JpegSegments read() throws IOException {
            if (in.next() != 0xFF || in.next() != SOI) {
                throw new FileProblem(FileProblem.Kind.UNKNOWN_FORMAT, "not a JPEG picture", null);
            }
            int marker = marker();
            while (marker != SOS) {
                if (marker == EOI) {
                    throw FileProblem.damaged("it has no pixels");
                }
                segment(marker);
                marker = marker();
            }
            if (frame == null) {
                throw FileProblem.damaged("it has no size");
            }
            scans(marker);
            if (previewsDropped) {
                notices.add(Notice.of(Notice.Kind.PREVIEWS_DROPPED));
            }
            return new JpegSegments(
                    frame,
                    hasTables,
                    scans.isComplete(),
                    new Orientation(orientation),
                    new Metadata(exif, xmp, List.of(), dotsPerInch),
                    icc(),
                    List.copyOf(notices));
        }

        /** To the end of the picture or of the file; whether pixels are missing is the decoder's to say. */
        private void scans(int first) throws IOException {
            try {
                for (int marker = first; marker != EOI; marker = marker()) {
                    if (marker == SOS) {
                        scans.add(contents());
                    } else if (!standsAlone(marker)) {
                        in.skip(length());
                    }
                }
            } catch (EOFException e) {
                // The decoder will say that it ends too early.
            }
        }

        private void segment(int marker) throws IOException {
            if (standsAlone(marker)) {
                return;
            }
            if (JpegFrame.isFrame(marker)) {
                if (frame != null) {
                    throw FileProblem.damaged("it has two sizes");
                }
                frame = JpegFrame.read(marker, contents(), limits);
                scans = new JpegScans(frame);
            } else if (marker == APP0 || marker == APP1 || marker == APP2) {
                metadata(marker, contents());
            } else {
                hasTables |= marker == DHT;
                in.skip(length());
            }
        }

        private static boolean standsAlone(int marker) {
            return (marker >= 0xD0 && marker <= SOI) || marker == 1;
        }

        private int length() throws IOException {
            int length = (in.next() << 8 | in.next()) - 2;
            if (length < 0) {
                throw FileProblem.damaged("a segment has an impossible length");
            }
            return length;
        }

        private byte[] contents() throws IOException {
            return in.take(length());
        }

        /** The next marker: neither pixels nor bytes that belong to nothing are one. */
        private int marker() throws IOException {
            while (true) {
                int at = in.next();
                while (at == 0xFF) {
                    at = in.next();
                    if (at != 0xFF && at != 0) {
                        return at;
                    }
                }
            }
        }

        private void metadata(int marker, byte[] segment) {
            metadataBytes += segment.length;
            if (metadataBytes > limits.maxMetadataBytes()) {
                drop("JPEG");
            } else if (marker == APP1 && startsWith(segment, EXIF)) {
                exif(Arrays.copyOfRange(segment, EXIF.length, segment.length));
            } else if (marker == APP1 && startsWith(segment, XMP)) {
                Xmp.Kept kept =
                        Xmp.safe(new String(segment, XMP.length, segment.length - XMP.length, StandardCharsets.UTF_8));
                xmp = kept.packet();
                previewsDropped |= kept.previewsDropped();
            } else if (marker == APP1 && startsWith(segment, MORE_XMP)) {
                drop("XMP");
            } else if (marker == APP2 && startsWith(segment, ICC) && segment.length > ICC.length + 2) {
                iccChunks.put(segment[ICC.length] & 0xff, Arrays.copyOfRange(segment, ICC.length + 2, segment.length));
            } else if (marker == APP0 && startsWith(segment, JFIF) && segment.length >= 12) {
                int density = (segment[8] & 0xff) << 8 | (segment[9] & 0xff);
                dotsPerInch = segment[7] == 1 ? density : segment[7] == 2 ? density * 2.54 : 0;
            }
        }

        private void exif(byte[] block) {
            Exif.Kept kept = Exif.safe(block);
            exif = kept.block();
            orientation = kept.orientation();
            previewsDropped |= kept.previewsDropped();
            if (!kept.sound()) {
                drop("EXIF");
            }
        }

        private void drop(String what) {
            Notice notice = new Notice(Notice.Kind.METADATA_DROPPED, what);
            if (!notices.contains(notice)) {
                notices.add(notice);
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
}
