package studio.unclip.app.canvas;

import java.util.Arrays;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.render.Compositor;

/**
 * Paints the visible part of a document into a buffer the size of the view: the cost follows the view, not the picture.
 * Transparent outside the document, so that the window's colour shows; a checkerboard under what is transparent in it.
 * One thread.
 */
final class CanvasPainter {
    /** Side of a square of the checkerboard at 100 % display scale. */
    private static final int SQUARE = 8;

    private static final int LIGHT = 0xffffffff;
    private static final int DARK = 0xffe4e4e8;

    private final Compositor compositor = new Compositor();

    /**
     * @param buffer premultiplied {@code 0xAARRGGBB}, {@code view.width() x view.height()}
     * @param displayScale device pixels per logical pixel
     */
    void paint(Document document, ViewTransform transform, IntSize view, int[] buffer, double displayScale) {
        Arrays.fill(buffer, 0, view.width() * view.height(), 0);
        IntRect shown = transform.shownAt(document.size());
        IntRect visible = shown.intersect(view.toRect());
        if (visible.isEmpty()) {
            return;
        }
        compositor.renderOutput(
                document,
                visible.translate(-transform.originX(), -transform.originY()),
                transform.zoom(),
                buffer,
                visible.y() * view.width() + visible.x(),
                view.width());
        checkerboard(buffer, view.width(), visible, Math.max(1, (int) Math.round(SQUARE * displayScale)));
    }

    /** The squares stay where they are in the view while the document moves: they are no part of it. */
    private static void checkerboard(int[] buffer, int stride, IntRect area, int square) {
        for (int y = area.y(); y < area.bottom(); y++) {
            int row = y * stride;
            for (int x = area.x(); x < area.right(); x++) {
                int pixel = buffer[row + x];
                int alpha = pixel >>> 24;
                if (alpha != 255) {
                    int below = ((x / square + y / square) & 1) == 0 ? LIGHT : DARK;
                    buffer[row + x] = over(pixel, alpha, below);
                }
            }
        }
    }

    /** A premultiplied pixel over an opaque one. */
    private static int over(int top, int alpha, int below) {
        int rest = 255 - alpha;
        int red = channel(top >> 16, below >> 16, rest);
        int green = channel(top >> 8, below >> 8, rest);
        int blue = channel(top, below, rest);
        return 0xff000000 | red << 16 | green << 8 | blue;
    }

    private static int channel(int top, int below, int rest) {
        return Math.min(255, (top & 0xff) + ((below & 0xff) * rest + 127) / 255);
    }
}
