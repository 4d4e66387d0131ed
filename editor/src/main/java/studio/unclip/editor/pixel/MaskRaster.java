package studio.unclip.editor.pixel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import studio.unclip.editor.geom.IntSize;

/** A plain immutable mask: one byte a pixel, 0 to 255, rows from the top, no padding. */
public final class MaskRaster {
    private final int width;
    private final int height;
    private final byte[] values;

    private MaskRaster(int width, int height, byte[] values) {
        if (width < 1 || height < 1 || values.length != (long) width * height) {
            throw new IllegalArgumentException(values.length + " bytes are not a mask of " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.values = values;
    }

    /**
     * @param values width x height bytes; copied
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static MaskRaster of(int width, int height, byte[] values) {
        return new MaskRaster(width, height, values.clone());
    }

    /** As {@link #of} without the copy: the caller must not write to the array afterwards. */
    public static MaskRaster owning(int width, int height, byte[] values) {
        return new MaskRaster(width, height, values);
    }

    /** One value everywhere, 0 to 255. */
    public static MaskRaster filled(int width, int height, int value) {
        byte[] values = new byte[Math.multiplyExact(width, height)];
        Arrays.fill(values, (byte) value);
        return new MaskRaster(width, height, values);
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

    /** 0 to 255. */
    public int value(int x, int y) {
        if (x < 0 || y < 0 || x >= width || y >= height) {
            throw new IndexOutOfBoundsException("(" + x + ", " + y + ") is not in " + this);
        }
        return values[y * width + x] & 0xff;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return values.clone();
    }

    /** The bytes without a copy, read-only. */
    public ByteBuffer values() {
        return ByteBuffer.wrap(values).asReadOnlyBuffer();
    }

    byte[] bytes() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MaskRaster m
                && m.width == width
                && m.height == height
                && Arrays.equals(m.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + width;
    }

    @Override
    public String toString() {
        return "MaskRaster[" + width + "x" + height + "]";
    }
}
