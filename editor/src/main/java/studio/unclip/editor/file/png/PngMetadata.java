package studio.unclip.editor.file.png;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.flat.ColourProfile;

/**
 * Collects the ancillary chunks of a PNG file that are kept: profile, EXIF, XMP, texts, resolution. A damaged one costs
 * a notice, not the picture. All of them together may not exceed a few times the limit of one.
 */
final class PngMetadata {
    static final int ICCP = PngChunks.type("iCCP");
    static final int SRGB = PngChunks.type("sRGB");
    static final int EXIF = PngChunks.type("eXIf");
    static final int TEXT = PngChunks.type("tEXt");
    static final int ZTXT = PngChunks.type("zTXt");
    static final int ITXT = PngChunks.type("iTXt");
    static final int PHYS = PngChunks.type("pHYs");

    static final String XMP_KEYWORD = "XML:com.adobe.xmp";
    static final double INCHES_PER_METRE = 1 / 0.0254;

    private static final int MOST_PIECES_TOGETHER = 4;
    private static final int MOST_TEXTS = 1_000;

    private final Limits limits;
    private final List<Notice> notices;
    private final List<Metadata.Text> texts = new ArrayList<>();
    private long budget;
    private Optional<byte[]> icc = Optional.empty();
    private boolean saysSrgb;
    private Optional<Blob> exif = Optional.empty();
    private Optional<String> xmp = Optional.empty();
    private double dotsPerInch;

    PngMetadata(Limits limits, List<Notice> notices) {
        this.limits = limits;
        this.notices = notices;
        this.budget = (long) limits.maxMetadataBytes() * MOST_PIECES_TOGETHER;
    }

    /** Reads or skips the present chunk. */
    void take(PngChunks chunks) throws IOException {
        int type = chunks.type();
        boolean wanted = type == ICCP
                || type == SRGB
                || type == EXIF
                || type == TEXT
                || type == ZTXT
                || type == ITXT
                || type == PHYS;
        if (!wanted) {
            chunks.skip();
            return;
        }
        if (chunks.length() > limits.maxMetadataBytes() || chunks.length() > budget || texts.size() >= MOST_TEXTS) {
            drop(type);
            chunks.skip();
            return;
        }
        byte[] bytes = chunks.readAll();
        budget -= bytes.length;
        try {
            parse(type, bytes);
        } catch (IOException | RuntimeException e) {
            drop(type);
        }
    }

    private void drop(int type) {
        notices.add(new Notice(Notice.Kind.METADATA_DROPPED, PngChunks.name(type)));
    }

    private void parse(int type, byte[] bytes) throws IOException {
        if (type == ICCP) {
            icc = Optional.of(inflate(bytes, zero(bytes, 0) + 2));
        } else if (type == SRGB) {
            saysSrgb = true;
        } else if (type == EXIF) {
            exif = Optional.of(Blob.owning(bytes));
        } else if (type == PHYS) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            double perMetre = Integer.toUnsignedLong(in.getInt());
            dotsPerInch = bytes[8] == 1 ? perMetre / INCHES_PER_METRE : 0;
        } else {
            text(type, bytes);
        }
    }

    private void text(int type, byte[] bytes) throws IOException {
        int keywordEnd = zero(bytes, 0);
        String keyword = new String(bytes, 0, keywordEnd, StandardCharsets.ISO_8859_1);
        String text;
        if (type == TEXT) {
            text = decode(bytes, keywordEnd + 1, StandardCharsets.ISO_8859_1);
        } else if (type == ZTXT) {
            text = new String(inflate(bytes, keywordEnd + 2), StandardCharsets.ISO_8859_1);
        } else {
            // Keyword 0 compressed? method language 0 translated-keyword 0 text.
            boolean compressed = bytes[keywordEnd + 1] == 1;
            int start = zero(bytes, zero(bytes, keywordEnd + 3) + 1) + 1;
            text = compressed
                    ? new String(inflate(bytes, start), StandardCharsets.UTF_8)
                    : decode(bytes, start, StandardCharsets.UTF_8);
        }
        if (keyword.equals(XMP_KEYWORD)) {
            xmp = Optional.of(text);
        } else {
            texts.add(new Metadata.Text(keyword, text));
        }
    }

    private static String decode(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    private byte[] inflate(byte[] bytes, int from) throws IOException {
        byte[] part = Arrays.copyOfRange(bytes, from, bytes.length);
        int most = (int) Math.min(limits.maxMetadataBytes(), budget);
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(part))) {
            byte[] result = in.readNBytes(most + 1);
            if (result.length > most) {
                throw FileProblem.tooLarge("a piece of metadata");
            }
            budget -= result.length;
            return result;
        }
    }

    private static int zero(byte[] bytes, int from) throws IOException {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                return i;
            }
        }
        throw FileProblem.damaged("a text has no end");
    }

    /** The profile to convert from; empty where the colours are sRGB already. Adds what a person should know. */
    Optional<ColourProfile> profile(PngHeader header) {
        if (icc.isEmpty()) {
            return Optional.empty();
        }
        Optional<ColourProfile> found = ColourProfile.of(icc.get(), header.isGrey() ? 1 : 3);
        if (found.isEmpty()) {
            notices.add(Notice.of(Notice.Kind.PROFILE_IGNORED));
            return found;
        }
        if (saysSrgb || found.get().isSrgb()) {
            return Optional.empty();
        }
        notices.add(new Notice(Notice.Kind.PROFILE_CONVERTED, found.get().name()));
        return found;
    }

    Metadata metadata() {
        return new Metadata(exif, xmp, texts, dotsPerInch);
    }
}
