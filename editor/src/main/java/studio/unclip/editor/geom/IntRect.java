package studio.unclip.editor.geom;

/**
 * A rectangle of whole pixels: x to x + width - 1, y to y + height - 1. Empty when a side is 0; a negative side is
 * refused, and so is one whose right or lower end is no {@code int}.
 */
public record IntRect(int x, int y, int width, int height) {
    public static final IntRect EMPTY = new IntRect(0, 0, 0, 0);

    public IntRect {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("no rectangle: " + width + "x" + height);
        }
        if (x > Integer.MAX_VALUE - width || y > Integer.MAX_VALUE - height) {
            throw new IllegalArgumentException("too far out: " + width + "x" + height + " at " + x + ", " + y);
        }
    }

    /** Left and top included, right and bottom not; {@link #EMPTY} if nothing lies between. */
    public static IntRect between(int left, int top, int right, int bottom) {
        return right <= left || bottom <= top ? EMPTY : new IntRect(left, top, right - left, bottom - top);
    }

    /** First column to the right of the rectangle. */
    public int right() {
        return x + width;
    }

    /** First row below the rectangle. */
    public int bottom() {
        return y + height;
    }

    public boolean isEmpty() {
        return width == 0 || height == 0;
    }

    public long area() {
        return (long) width * height;
    }

    public IntSize size() {
        return new IntSize(width, height);
    }

    public boolean contains(int px, int py) {
        return px >= x && py >= y && px < right() && py < bottom();
    }

    /** Whether every pixel of the other lies in this; an empty rectangle lies in all. */
    public boolean contains(IntRect other) {
        return other.isEmpty()
                || (other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom());
    }

    public boolean intersects(IntRect other) {
        return !intersect(other).isEmpty();
    }

    public IntRect intersect(IntRect other) {
        return between(
                Math.max(x, other.x),
                Math.max(y, other.y),
                Math.min(right(), other.right()),
                Math.min(bottom(), other.bottom()));
    }

    /** The smallest rectangle that holds both. */
    public IntRect union(IntRect other) {
        if (isEmpty()) {
            return other;
        }
        return other.isEmpty()
                ? this
                : between(
                        Math.min(x, other.x),
                        Math.min(y, other.y),
                        Math.max(right(), other.right()),
                        Math.max(bottom(), other.bottom()));
    }

    /** @throws ArithmeticException if that is further out than an {@code int} reaches */
    public IntRect translate(int dx, int dy) {
        return isEmpty() ? this : new IntRect(Math.addExact(x, dx), Math.addExact(y, dy), width, height);
    }

    /** Larger by {@code pixels} on each side (smaller when negative); empty stays empty. */
    public IntRect grow(int pixels) {
        return isEmpty() ? this : between(x - pixels, y - pixels, right() + pixels, bottom() + pixels);
    }
}
