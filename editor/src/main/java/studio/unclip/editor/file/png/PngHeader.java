package studio.unclip.editor.file.png;

import java.nio.ByteBuffer;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;

/**
 * The first chunk of a PNG file (PNG specification, third edition, 11.2.1), checked.
 *
 * @param bitDepth bits a sample: 1, 2, 4, 8 or 16
 * @param colourType {@link #GREY}, {@link #RGB}, {@link #PALETTE}, {@link #GREY_ALPHA} or {@link #RGBA}
 */
public record PngHeader(int width, int height, int bitDepth, int colourType, boolean interlaced) {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGBA = 6;

    static final int BYTES = 13;

    static PngHeader of(int width, int height, int colourType) {
        return new PngHeader(width, height, 8, colourType, false);
    }

    /** @throws FileProblem if the chunk is not sound or the picture is larger than the limits */
    static PngHeader read(byte[] chunk, Limits limits) throws FileProblem {
        if (chunk.length != BYTES) {
            throw FileProblem.damaged("its header has " + chunk.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(chunk);
        int width = in.getInt();
        int height = in.getInt();
        int depth = in.get();
        int colour = in.get();
        int compression = in.get();
        int filter = in.get();
        int interlace = in.get();
        if (compression != 0 || filter != 0 || interlace < 0 || interlace > 1 || !isAllowed(colour, depth)) {
            throw FileProblem.damaged("its header names a kind of picture that PNG does not have");
        }
        limits.checkSize(Integer.toUnsignedLong(width), Integer.toUnsignedLong(height));
        return new PngHeader(width, height, depth, colour, interlace == 1);
    }

    private static boolean isAllowed(int colour, int depth) {
        boolean wide = depth == 8 || depth == 16;
        return switch (colour) {
            case GREY -> wide || depth == 1 || depth == 2 || depth == 4;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GREY_ALPHA, RGBA -> wide;
            default -> false;
        };
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(width)
                .putInt(height)
                .put((byte) bitDepth)
                .put((byte) colourType)
                .put((byte) 0)
                .put((byte) 0)
                .put((byte) (interlaced ? 1 : 0))
                .array();
    }

    /** Samples a pixel. */
    int channels() {
        return switch (colourType) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGBA -> 4;
            default -> 1;
        };
    }

    /** Bytes of one row of this many pixels, without its filter byte. */
    public int rowBytes(int pixels) {
        return Math.toIntExact(((long) pixels * channels() * bitDepth + 7) / 8);
    }

    /** How far back a filter looks, in bytes. */
    int filterDistance() {
        return Math.max(1, channels() * bitDepth / 8);
    }

    boolean isGrey() {
        return colourType == GREY || colourType == GREY_ALPHA;
    }
}
