package studio.unclip.editor.pixel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import studio.unclip.editor.geom.IntSize;

/** A plain immutable picture: R, G, B, A bytes, straight alpha, sRGB, rows from the top, no padding. */
public final class Raster {
    /** Most pixels a raster may have, so that its bytes fit one array. */
    public static final long MAX_PIXELS = Integer.MAX_VALUE / 4 - 8;

    private final int width;
    private final int height;
    private final byte[] rgba;

    private Raster(int width, int height, byte[] rgba) {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS || rgba.length != width * height * 4) {
            throw new IllegalArgumentException(rgba.length + " bytes are not a picture of " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.rgba = rgba;
    }

    /**
     * @param rgba width x height x 4 bytes; copied
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static Raster of(int width, int height, byte[] rgba) {
        return new Raster(width, height, rgba.clone());
    }

    /** As {@link #of} without the copy: the caller must not write to the array afterwards. */
    public static Raster owning(int width, int height, byte[] rgba) {
        return new Raster(width, height, rgba);
    }

    /** One colour everywhere, {@code 0xAARRGGBB}. */
    public static Raster filled(int width, int height, int argb) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Math.multiplyExact(width, height), 4));
        int packed = Integer.rotateLeft(argb, 8);
        while (bytes.hasRemaining()) {
            bytes.putInt(packed);
        }
        return new Raster(width, height, bytes.array());
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public IntSize size() {
        return new IntSize(width, height);
    }

    /** {@code 0xAARRGGBB} of one pixel. */
    public int argb(int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            throw new IndexOutOfBoundsException("(" + x + ", " + y + ") is not in " + this);
        }
        int at = (y * width + x) * 4;
        return RasterCopy.pack(rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]);
    }

    /** A copy of the bytes R, G, B, A, … */
    public byte[] toRgba() {
        return rgba.clone();
    }

    /** The bytes R, G, B, A, … without a copy, read-only. */
    public ByteBuffer rgba() {
        return ByteBuffer.wrap(rgba).asReadOnlyBuffer();
    }

    byte[] bytes() {
        return rgba;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Raster r && r.width == width && r.height == height && Arrays.equals(r.rgba, rgba);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(rgba) * 31 + width;
    }

    @Override
    public String toString() {
        return "Raster[" + width + "x" + height + "]";
    }
}
