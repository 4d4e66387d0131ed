package studio.unclip.editor.file.png;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.disk.Body;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.geom.IntSize;

/**
 * A PNG file put together from strips. The private chunk {@code unST} says that every strip is one IDAT chunk that can
 * be unpacked on its own; by its name, a program that changes pixels must drop it (PNG specification, third edition,
 * 5.4: ancillary, private, unsafe to copy).
 *
 * @param body the whole file
 * @param strips where each strip lies in the body
 */
public record PngBody(Body body, List<Laid> strips) {
    static final int STRIPS = PngChunks.type("unST");

    /** zlib's header for "32 KiB window, fastest" and, as the end, an empty last block. */
    static final byte[] ZLIB_HEAD = {0x78, 0x01};

    private static final byte[] LAST_BLOCK = {0x03, 0x00};
    private static final byte PERCEPTUAL = 0;

    /** A strip and the offset of its packed bytes in the file. */
    record Laid(PngStrip strip, long offset) {}

    /** @param strips from the top; all but the last have {@link FlatPicture#STRIP_ROWS} rows */
    public static PngBody of(IntSize size, PngStrip.Colour colour, List<PngStrip> strips, Metadata metadata) {
        Body body = new Body();
        body.add(head(size, colour, metadata));
        List<Laid> places = new ArrayList<>();
        int adler = 1;
        for (PngStrip strip : strips) {
            body.add(ByteBuffer.allocate(8)
                    .putInt(Math.toIntExact(strip.packed().size()))
                    .putInt(PngChunks.IDAT)
                    .array());
            places.add(new Laid(strip, body.add(strip.packed())));
            body.add(ByteBuffer.allocate(4).putInt(strip.chunkSum()).array());
            adler = PngStrip.combineAdler(adler, strip.adler(), strip.rawLength());
        }
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        chunk(tail, "IDAT", ByteBuffer.allocate(6).put(LAST_BLOCK).putInt(adler).array());
        chunk(tail, "IEND", new byte[0]);
        body.add(tail.toByteArray());
        return new PngBody(body, List.copyOf(places));
    }

    private static byte[] head(IntSize size, PngStrip.Colour colour, Metadata metadata) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(PngChunks.SIGNATURE);
        chunk(
                out,
                "IHDR",
                PngHeader.of(size.width(), size.height(), colour.pngType).toBytes());
        chunk(out, "sRGB", new byte[] {PERCEPTUAL});
        if (metadata.dotsPerInch() > 0) {
            int perMetre = (int) Math.round(metadata.dotsPerInch() * PngMetadata.INCHES_PER_METRE);
            chunk(
                    out,
                    "pHYs",
                    ByteBuffer.allocate(9)
                            .putInt(perMetre)
                            .putInt(perMetre)
                            .put((byte) 1)
                            .array());
        }
        metadata.exif().ifPresent(exif -> chunk(out, "eXIf", exif.array()));
        metadata.xmp().ifPresent(xmp -> text(out, PngMetadata.XMP_KEYWORD, xmp));
        metadata.texts().forEach(text -> text(out, text.keyword(), text.text()));
        chunk(out, "unST", ByteBuffer.allocate(4).putInt(FlatPicture.STRIP_ROWS).array());
        chunk(out, "IDAT", ZLIB_HEAD);
        return out.toByteArray();
    }

    /** An iTXt chunk: keyword, not compressed, no language, no translated keyword, UTF-8. */
    private static void text(ByteArrayOutputStream out, String keyword, String text) {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes(keyword.getBytes(StandardCharsets.ISO_8859_1));
        chunk.writeBytes(new byte[5]);
        chunk.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        chunk(out, "iTXt", chunk.toByteArray());
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] contents) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(contents);
        out.writeBytes(ByteBuffer.allocate(4).putInt(contents.length).array());
        out.writeBytes(name);
        out.writeBytes(contents);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }
}
