package studio.unclip.inference.api;

/**
 * A rectangle of whole pixels: x to x + width - 1, y to y + height - 1, rows from the top. Never empty; may reach beyond
 * the picture it speaks of where its user says so.
 */
public record PixelRect(int x, int y, int width, int height) {

    public PixelRect {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("no rectangle: " + width + "x" + height);
        }
        if (x > Integer.MAX_VALUE - width || y > Integer.MAX_VALUE - height) {
            throw new IllegalArgumentException("too far out: " + width + "x" + height + " at " + x + ", " + y);
        }
    }

    /** First column to the right of it. */
    public int right() {
        return x + width;
    }

    /** First row below it. */
    public int bottom() {
        return y + height;
    }

    /** Whether every pixel of the other lies in this. */
    public boolean contains(PixelRect other) {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }

    /** Whether they share a pixel. */
    public boolean meets(PixelRect other) {
        return other.x < right() && x < other.right() && other.y < bottom() && y < other.bottom();
    }

    /** What lies in both, which must share a pixel. */
    public PixelRect intersect(PixelRect other) {
        int left = Math.max(x, other.x);
        int top = Math.max(y, other.y);
        return new PixelRect(
                left, top, Math.min(right(), other.right()) - left, Math.min(bottom(), other.bottom()) - top);
    }

    /** The smallest rectangle that holds both. */
    public PixelRect union(PixelRect other) {
        int left = Math.min(x, other.x);
        int top = Math.min(y, other.y);
        return new PixelRect(
                left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /** The same rectangle seen from another origin. */
    public PixelRect translate(int dx, int dy) {
        return new PixelRect(Math.addExact(x, dx), Math.addExact(y, dy), width, height);
    }
}
