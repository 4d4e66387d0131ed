package studio.unclip.app.canvas;

import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.render.MaskRenderer;

/**
 * Draws a mask over the view's pixels: a veil of colour as strong as the mask, oblique lines in it, and a white and black
 * line along its half-covered edge. Veil and lines show it on any colour but a few; the edge on every one. One thread.
 */
final class MaskVeil {
    /** How far the look of a pixel depends on mask values around it, device pixels at 100 % display scale. */
    static final int REACH = 1;

    private static final int RED = 0xe0;
    private static final int GREEN = 0x2f;
    private static final int BLUE = 0x5f;

    /** Of 255, where the mask is full. */
    private static final int VEIL = 104;

    private static final int LINE = 92;

    /** Distance of the oblique lines at 100 % display scale. */
    private static final int DISTANCE = 10;

    private static final int EDGE = 128;

    private final MaskRenderer renderer = new MaskRenderer();
    private byte[] values = {};

    /**
     * @param document its visible bounds
     * @param part of the view that is drawn, device pixels
     * @param buffer opaque {@code 0xFFRRGGBB} wherever the document is, {@code view} in size
     */
    void paint(
            MaskMap mask,
            IntSize document,
            ViewTransform transform,
            IntSize view,
            IntRect part,
            int[] buffer,
            double displayScale) {
        if (mask.isUniform() && mask.background() == 0) {
            return;
        }
        IntRect shown = transform.shownAt(document).intersect(part);
        if (shown.isEmpty()) {
            return;
        }
        int edge = Math.max(1, (int) Math.round(REACH * displayScale));
        IntRect read = shown.grow(edge);
        int stride = read.width();
        if (values.length < read.area()) {
            values = new byte[(int) read.area()];
        }
        renderer.render(
                mask,
                read.translate(-transform.originX(), -transform.originY()),
                transform.zoom(),
                document.toRect(),
                values,
                0,
                stride);
        int distance = Math.max(2, (int) Math.round(DISTANCE * displayScale));
        for (int y = shown.y(); y < shown.bottom(); y++) {
            int at = (y - read.y()) * stride + shown.x() - read.x();
            int to = y * view.width() + shown.x();
            for (int x = shown.x(); x < shown.right(); x++, at++, to++) {
                int value = values[at] & 0xff;
                boolean inside = isInside(at);
                if (isAtEdge(at, edge, stride, inside)) {
                    buffer[to] = inside ? 0xffffffff : 0xff000000;
                } else if (value > 0) {
                    buffer[to] = veiled(buffer[to], value, Math.floorMod(x + y, distance) < edge);
                }
            }
        }
    }

    private boolean isAtEdge(int at, int edge, int stride, boolean inside) {
        return isInside(at - edge) != inside
                || isInside(at + edge) != inside
                || isInside(at - edge * stride) != inside
                || isInside(at + edge * stride) != inside;
    }

    private boolean isInside(int at) {
        return (values[at] & 0xff) >= EDGE;
    }

    private static int veiled(int pixel, int value, boolean line) {
        int share = value * VEIL / 255;
        int red = mix(pixel >> 16 & 0xff, RED, share);
        int green = mix(pixel >> 8 & 0xff, GREEN, share);
        int blue = mix(pixel & 0xff, BLUE, share);
        if (line) {
            int light = value * LINE / 255;
            red = mix(red, 255, light);
            green = mix(green, 255, light);
            blue = mix(blue, 255, light);
        }
        return 0xff000000 | red << 16 | green << 8 | blue;
    }

    private static int mix(int from, int to, int share) {
        return from + ((to - from) * share + (to > from ? 127 : -127)) / 255;
    }
}
