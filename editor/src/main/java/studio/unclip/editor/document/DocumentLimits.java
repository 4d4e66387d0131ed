package studio.unclip.editor.document;

import studio.unclip.editor.geom.IntSize;

/**
 * How large a document may become. Whoever reads, writes or edits keeps to these, so that whatever can be edited can be
 * saved, and whatever was saved opens again.
 */
public final class DocumentLimits {
    /** Most pixels along one side of the picture, or of what is written of one layer. */
    public static final int MAX_SIDE = 32_768;

    /** Most pixels of the picture, or of what is written of one layer. */
    public static final long MAX_PIXELS = 1L << 29;

    /** Most pixels of what is written of all layers: the rectangle around each one's pixels. */
    public static final long MAX_TOTAL_PIXELS = 1L << 32;

    /** Most layers and groups. */
    public static final int MAX_LAYERS = 1_000;

    /** Most groups inside each other. */
    public static final int MAX_DEPTH = 32;

    private DocumentLimits() {}

    /** Whether a picture can have this size. */
    public static boolean allow(IntSize size) {
        return size.width() >= 1 && size.height() >= 1 && allow(size.width(), size.height());
    }

    /** Whether a layer's rectangle can be written whole. */
    public static boolean allow(long width, long height) {
        return width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS;
    }
}
