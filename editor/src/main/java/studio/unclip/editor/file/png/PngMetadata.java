package studio.unclip.editor.file.png;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.Exif;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Xmp;
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

    private static final int ACTL = PngChunks.type("acTL");
    private static final int CICP = PngChunks.type("cICP");
    private static final Set<Integer> WANTED = Set.of(ICCP, SRGB, CICP, EXIF, TEXT, ZTXT, ITXT, PHYS);

    /** Colours named by number (ITU-T H.273): BT.709's primaries, sRGB's curve, no matrix, full range. */
    private static final Blob SRGB_BY_CODE = Blob.of(new byte[] {1, 13, 0, 1});

    private static final String RAW_PROFILE = "Raw profile type ";
    private static final int ZLIB_HEAD = 2;

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
    private Optional<Blob> cicp = Optional.empty();
    private boolean previewsDropped;
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
        if (type == ACTL) {
            notices.add(Notice.of(Notice.Kind.FIRST_PICTURE_ONLY));
        }
        if (!WANTED.contains(type)) {
            chunks.skip();
            return;
        }
        if (chunks.length() > limits.maxMetadataBytes() || chunks.length() > budget || texts.size() >= MOST_TEXTS) {
            drop(type);
            chunks.skip();
            return;
        }
        Optional<byte[]> bytes = readOrDrop(chunks);
        if (bytes.isEmpty()) {
            return;
        }
        budget -= bytes.get().length;
        try {
            parse(type, bytes.get());
        } catch (IOException | RuntimeException e) {
            drop(type);
        }
    }

    /** The chunk, whose length was looked at; empty, and said, if its sum is wrong: the picture does not need it. */
    Optional<byte[]> readOrDrop(PngChunks chunks) throws IOException {
        try {
            return Optional.of(chunks.readAll());
        } catch (FileProblem e) {
            drop(chunks.type());
            return Optional.empty();
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
        } else if (type == CICP) {
            cicp = Optional.of(Blob.owning(bytes));
        } else if (type == EXIF) {
            exif(bytes);
        } else if (type == PHYS) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            double perMetre = Integer.toUnsignedLong(in.getInt());
            dotsPerInch = bytes[8] == 1 ? perMetre / INCHES_PER_METRE : 0;
        } else {
            text(type, bytes);
        }
    }

    private void exif(byte[] bytes) {
        Exif.Kept kept = Exif.safe(bytes);
        exif = kept.block();
        if (!kept.sound()) {
            drop(EXIF);
        }
        previewsDropped |= kept.previewsDropped();
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
            Xmp.Kept kept = Xmp.safe(text);
            xmp = kept.packet();
            previewsDropped |= kept.previewsDropped();
        } else if (keyword.startsWith(RAW_PROFILE)) {
            // ImageMagick's way to carry EXIF and other blocks of a JPEG along, previews included.
            notices.add(new Notice(Notice.Kind.METADATA_DROPPED, keyword));
        } else {
            texts.add(new Metadata.Text(keyword, text));
        }
    }

    private static String decode(byte[] bytes, int from, Charset charset) {
        return new String(bytes, from, bytes.length - from, charset);
    }

    /** Unpacks to the end of the last block; that its sum is missing behind it does not matter, a wrong sum does. */
    private byte[] inflate(byte[] bytes, int from) throws IOException {
        int most = (int) Math.min(limits.maxMetadataBytes(), budget);
        if (from > bytes.length - ZLIB_HEAD || !PngChunks.isZlib(bytes, from)) {
            throw FileProblem.damaged("a piece of metadata cannot be unpacked");
        }
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        Adler32 adler = new Adler32();
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(bytes, from + ZLIB_HEAD, bytes.length - from - ZLIB_HEAD);
            byte[] part = new byte[1 << 13];
            while (!inflater.finished()) {
                int n = inflater.inflate(part);
                if (n == 0 && !inflater.finished()) {
                    throw FileProblem.damaged("a piece of metadata ends too early");
                }
                if (result.size() + n > most) {
                    throw FileProblem.tooLarge("a piece of metadata");
                }
                result.write(part, 0, n);
                adler.update(part, 0, n);
            }
            int left = inflater.getRemaining();
            if (left >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt(bytes.length - left) != (int) adler.getValue()) {
                throw FileProblem.damaged("a piece of metadata has a wrong check sum");
            }
        } catch (DataFormatException e) {
            throw FileProblem.damaged("a piece of metadata cannot be unpacked", e);
        }
        budget -= result.size();
        return result.toByteArray();
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
        if (saysSrgb || cicp.equals(Optional.of(SRGB_BY_CODE))) {
            return Optional.empty();
        }
        Optional<ColourProfile> found =
                icc.isEmpty() ? Optional.empty() : ColourProfile.of(icc.get(), header.isGrey() ? 1 : 3);
        if (found.isEmpty()) {
            if (icc.isPresent() || cicp.isPresent()) {
                notices.add(Notice.of(Notice.Kind.PROFILE_IGNORED));
            }
            return found;
        }
        if (found.get().isSrgb()) {
            return Optional.empty();
        }
        notices.add(new Notice(Notice.Kind.PROFILE_CONVERTED, found.get().name()));
        return found;
    }

    /** What is kept. Adds what a person should know; called once, at the end. */
    Metadata metadata() {
        if (previewsDropped) {
            notices.add(Notice.of(Notice.Kind.PREVIEWS_DROPPED));
        }
        return new Metadata(exif, xmp, texts, dotsPerInch);
    }
}
