package studio.unclip.app.canvas;

import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

/** Lines between the document's pixels, once these are large enough to be worked on one by one. */
final class PixelGrid {
    /** Device pixels a document pixel must have, at 100 % display scale. */
    private static final double FROM = 8;

    /** Of 255, how far a line goes towards black on light pixels, towards white on dark ones. */
    private static final int SHARE = 44;

    private PixelGrid() {}

    /** @param shown the part of the view to draw, inside the document; the buffer is opaque there */
    static void paint(ViewTransform transform, IntSize view, IntRect shown, int[] buffer, double displayScale) {
        if (transform.zoom() < FROM * displayScale) {
            return;
        }
        boolean[] columns = new boolean[shown.width()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = begins(shown.x() + x - transform.originX(), transform.zoom());
        }
        for (int y = shown.y(); y < shown.bottom(); y++) {
            boolean row = begins(y - transform.originY(), transform.zoom());
            int to = y * view.width() + shown.x();
            for (int x = 0; x < columns.length; x++, to++) {
                if (row || columns[x]) {
                    buffer[to] = apart(buffer[to]);
                }
            }
        }
    }

    /** Whether another document pixel begins here than was seen one device pixel before. */
    private static boolean begins(int output, double zoom) {
        return Math.floor((output + 0.5) / zoom) != Math.floor((output - 0.5) / zoom);
    }

    private static int apart(int pixel) {
        int red = pixel >> 16 & 0xff;
        int green = pixel >> 8 & 0xff;
        int blue = pixel & 0xff;
        int to = red * 2 + green * 5 + blue > 8 * 127 ? 0 : 255;
        return 0xff000000 | mix(red, to) << 16 | mix(green, to) << 8 | mix(blue, to);
    }

    private static int mix(int from, int to) {
        return from + (to - from) * SHARE / 255;
    }
}
