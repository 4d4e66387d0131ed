package studio.unclip.inference.api;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** An immutable picture: RGBA, 8 bits a channel, straight alpha, sRGB, rows from the top, no padding. */
public final class Picture {

    /** Most pixels a picture may have, so that its bytes fit one array. */
    public static final long MAX_PIXELS = Integer.MAX_VALUE / 4;

    private final int width;
    private final int height;
    private final byte[] rgba;

    private Picture(int width, int height, byte[] rgba) {
        this.width = width;
        this.height = height;
        this.rgba = rgba;
    }

    /**
     * @param rgba width x height x 4 bytes; copied
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static Picture of(int width, int height, byte[] rgba) {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS || rgba.length != width * height * 4) {
            throw new IllegalArgumentException(rgba.length + " bytes are not a picture of " + width + "x" + height);
        }
        return new Picture(width, height, rgba.clone());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** A copy of the bytes R, G, B, A, … */
    public byte[] toRgba() {
        return rgba.clone();
    }

    /** The bytes R, G, B, A, … without a copy, read-only. */
    public ByteBuffer rgba() {
        return ByteBuffer.wrap(rgba).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture p && p.width == width && p.height == height && Arrays.equals(p.rgba, rgba);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rgba) * 31 + width;
    }

    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + "]";
    }
}
