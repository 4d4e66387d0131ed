package studio.unclip.editor.file.png;

import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import studio.unclip.editor.file.disk.Piece;

/**
 * Some rows of a picture as they stand in a PNG file: deflated so that they depend on nothing before them, and ended on
 * a byte. Strips can therefore be packed and unpacked side by side, and one can be replaced without its neighbours.
 *
 * @param packed the contents of one IDAT chunk
 * @param chunkSum the chunk's CRC-32, over its type and contents
 * @param adler Adler-32 of the rows unpacked
 * @param rawLength bytes of the rows unpacked, filter bytes included
 */
public record PngStrip(Piece packed, int chunkSum, int adler, int rawLength) {
    private static final byte[] IDAT = {'I', 'D', 'A', 'T'};

    /** How colours are written. */
    public enum Colour {
        RGB(3, PngHeader.RGB),
        RGBA(4, PngHeader.RGBA);

        final int channels;
        final int pngType;

        Colour(int channels, int pngType) {
            this.channels = channels;
            this.pngType = pngType;
        }
    }

    /**
     * Packs rows. The fastest level: an editor saves often, and the next levels are several times slower for a tenth
     * less.
     *
     * @param argb {@code 0xAARRGGBB}, one row after another
     */
    public static PngStrip pack(int[] argb, int width, int rows, Colour colour) {
        byte[] filtered = filter(argb, width, rows, colour);
        Adler32 adler = new Adler32();
        adler.update(filtered);
        byte[] packed;
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
            deflater.setInput(filtered);
            packed = deflateAll(deflater, filtered.length);
        }
        return new PngStrip(Piece.of(packed), sum(packed), (int) adler.getValue(), filtered.length);
    }

    static int sum(byte[] packed) {
        CRC32 crc = new CRC32();
        crc.update(IDAT);
        crc.update(packed);
        return (int) crc.getValue();
    }

    private static byte[] deflateAll(Deflater deflater, int rawLength) {
        byte[] out = new byte[Math.max(1024, rawLength / 4)];
        int length = 0;
        while (true) {
            length += deflater.deflate(out, length, out.length - length, Deflater.FULL_FLUSH);
            if (length < out.length) {
                return Arrays.copyOf(out, length);
            }
            out = Arrays.copyOf(out, Math.addExact(out.length, out.length / 2 + 64));
        }
    }

    private static byte[] filter(int[] argb, int width, int rows, Colour colour) {
        int rowBytes = width * colour.channels;
        byte[] filtered = new byte[Math.multiplyExact(rows, rowBytes + 1)];
        byte[] row = new byte[rowBytes];
        byte[] above = new byte[rowBytes];
        for (int y = 0; y < rows; y++) {
            toBytes(argb, y * width, width, colour, row);
            PngFilter.apply(row, y == 0 ? null : above, colour.channels, rowBytes, filtered, y * (rowBytes + 1));
            byte[] swap = above;
            above = row;
            row = swap;
        }
        return filtered;
    }

    private static void toBytes(int[] argb, int from, int width, Colour colour, byte[] row) {
        int at = 0;
        for (int x = from; x < from + width; x++) {
            int pixel = argb[x];
            row[at++] = (byte) (pixel >> 16);
            row[at++] = (byte) (pixel >> 8);
            row[at++] = (byte) pixel;
            if (colour == Colour.RGBA) {
                row[at++] = (byte) (pixel >>> 24);
            }
        }
    }

    /** Adler-32 of two stretches one behind the other (zlib's adler32_combine, from its definition in RFC 1950). */
    static int combineAdler(int first, int second, long secondLength) {
        long base = 65_521;
        long a1 = first & 0xffff;
        long b1 = first >>> 16 & 0xffffL;
        long a2 = second & 0xffff;
        long b2 = second >>> 16 & 0xffffL;
        long a = (a1 + a2 + base - 1) % base;
        long b = (b1 + b2 + secondLength % base * ((a1 + base - 1) % base)) % base;
        return (int) (b << 16 | a);
    }
}
