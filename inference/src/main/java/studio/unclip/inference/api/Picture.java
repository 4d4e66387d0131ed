package studio.unclip.inference.api;

import java.nio.ByteBuffer;

/** An immutable picture: RGBA, 8 bits a channel, straight alpha, sRGB, rows from the top, no padding. */
public final class Picture implements PictureSource {

    /** Most pixels a picture may have, so that its bytes fit one array. */
    public static final long MAX_PIXELS = Integer.MAX_VALUE / 4;

    private final int width;
    private final int height;
    private final ByteBuffer rgba;

    private Picture(int width, int height, ByteBuffer rgba) {
        if (width < 1 || height < 1 || (long) width * height > MAX_PIXELS || rgba.limit() != width * height * 4) {
            throw new IllegalArgumentException(rgba.limit() + " bytes are not a picture of " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.rgba = rgba;
    }

    /**
     * @param rgba width x height x 4 bytes; copied
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static Picture of(int width, int height, byte[] rgba) {
        return new Picture(width, height, ByteBuffer.wrap(rgba.clone()));
    }

    /**
     * As {@link #of} without the copy, for what another picture of the same layout holds already.
     *
     * @param rgba from its first byte to its limit; must not be written to afterwards
     */
    public static Picture sharing(int width, int height, ByteBuffer rgba) {
        return new Picture(width, height, rgba.duplicate().rewind());
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public Picture read(PixelRect region) {
        requireInside(region);
        if (region.equals(bounds())) {
            return this;
        }
        byte[] part = new byte[region.width() * region.height() * 4];
        for (int y = 0; y < region.height(); y++) {
            rgba.get(((region.y() + y) * width + region.x()) * 4, part, y * region.width() * 4, region.width() * 4);
        }
        return new Picture(region.width(), region.height(), ByteBuffer.wrap(part));
    }

    /** A copy of the bytes R, G, B, A, … */
    public byte[] toRgba() {
        byte[] copy = new byte[rgba.limit()];
        rgba.get(0, copy);
        return copy;
    }

    /** The bytes R, G, B, A, … without a copy, read-only. */
    public ByteBuffer rgba() {
        return rgba.asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Picture p && p.width == width && p.height == height && p.rgba.equals(rgba);
    }

    @Override
    public int hashCode() {
        return rgba.hashCode() * 31 + width;
    }

    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + "]";
    }
}
