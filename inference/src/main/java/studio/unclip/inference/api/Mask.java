package studio.unclip.inference.api;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a picture is to be painted anew: 255 wholly, 0 not at all. Immutable. Holds only the rectangle outside which all
 * values are 0, so that a stroke on a large picture stays small.
 */
public final class Mask {
    private final int width;
    private final int height;
    private final Optional<PixelRect> area;
    private final byte[] values;

    private Mask(int width, int height, Optional<PixelRect> area, byte[] values) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("no mask: " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.area = area;
        this.values = values;
    }

    /**
     * @param width of the picture it belongs to
     * @param height of the picture it belongs to
     * @param part where {@code values} lie, within the picture; 0 everywhere else
     * @param values a byte a pixel, rows from the top; copied
     * @throws IllegalArgumentException if the sizes do not fit
     */
    public static Mask of(int width, int height, PixelRect part, byte[] values) {
        if (!new PixelRect(0, 0, width, height).contains(part)
                || (long) part.width() * part.height() != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values are not " + part + " of a mask of " + width + "x" + height);
        }
        return trimmed(width, height, part, values);
    }

    /** All values of a picture's mask. */
    public static Mask of(int width, int height, byte[] values) {
        return of(width, height, new PixelRect(0, 0, width, height), values);
    }

    /** 0 everywhere. */
    public static Mask empty(int width, int height) {
        return new Mask(width, height, Optional.empty(), new byte[0]);
    }

    /** 255 within the rectangle, which lies within the picture. */
    public static Mask rectangle(int width, int height, PixelRect rectangle) {
        byte[] values = new byte[Math.multiplyExact(rectangle.width(), rectangle.height())];
        Arrays.fill(values, (byte) 255);
        return of(width, height, rectangle, values);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The smallest rectangle with all that is above 0; empty where nothing is. */
    public Optional<PixelRect> area() {
        return area;
    }

    /** 0 to 255; 0 beyond the picture. */
    public int at(int x, int y) {
        if (area.isEmpty()) {
            return 0;
        }
        PixelRect box = area.get();
        boolean inside = x >= box.x() && y >= box.y() && x < box.right() && y < box.bottom();
        return inside ? values[(y - box.y()) * box.width() + x - box.x()] & 0xff : 0;
    }

    /** Whether a pixel of this rectangle is above 0. */
    public boolean meets(PixelRect part) {
        if (area.isEmpty() || !part.meets(area.get())) {
            return false;
        }
        PixelRect shared = part.intersect(area.get());
        for (int y = shared.y(); y < shared.bottom(); y++) {
            for (int x = shared.x(); x < shared.right(); x++) {
                if (at(x, y) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether no pixel of the picture is 0. */
    public boolean isFull() {
        if (!area.equals(Optional.of(new PixelRect(0, 0, width, height)))) {
            return false;
        }
        for (byte value : values) {
            if (value == 0) {
                return false;
            }
        }
        return true;
    }

    /** The values of {@link #area}, rows from the top, read-only; none where it is empty. */
    public ByteBuffer values() {
        return ByteBuffer.wrap(values).asReadOnlyBuffer();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask m
                && m.width == width
                && m.height == height
                && m.area.equals(area)
                && Arrays.equals(m.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + width;
    }

    @Override
    public String toString() {
        return "Mask[" + width + "x" + height + ", "
                + area.map(PixelRect::toString).orElse("empty") + "]";
    }

    private static Mask trimmed(int width, int height, PixelRect part, byte[] given) {
        int left = part.width();
        int right = -1;
        int top = -1;
        int bottom = -1;
        for (int y = 0; y < part.height(); y++) {
            int row = y * part.width();
            int first = 0;
            while (first < part.width() && given[row + first] == 0) {
                first++;
            }
            if (first == part.width()) {
                continue;
            }
            int last = part.width() - 1;
            while (given[row + last] == 0) {
                last--;
            }
            left = Math.min(left, first);
            right = Math.max(right, last);
            top = top < 0 ? y : top;
            bottom = y;
        }
        if (right < 0) {
            return empty(width, height);
        }
        PixelRect box = new PixelRect(part.x() + left, part.y() + top, right - left + 1, bottom - top + 1);
        byte[] values = new byte[Math.multiplyExact(box.width(), box.height())];
        for (int y = 0; y < box.height(); y++) {
            System.arraycopy(given, (top + y) * part.width() + left, values, y * box.width(), box.width());
        }
        return new Mask(width, height, Optional.of(box), values);
    }
}
