package studio.unclip.editor.geom;

/** A size in pixels; both sides at least 0. */
public record IntSize(int width, int height) {
    public IntSize {
        if (width < 0 || height < 0) {
            throw new IllegalArgumentException("no size: " + width + "x" + height);
        }
    }

    /** The rectangle of this size at the origin. */
    public IntRect toRect() {
        return new IntRect(0, 0, width, height);
    }

    public long area() {
        return (long) width * height;
    }
}
