package studio.unclip.app.canvas;

import java.util.Arrays;
import java.util.Optional;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.render.Compositor;

/**
 * Paints the visible part of a document into a buffer the size of the view: the cost follows the view, not the picture, and
 * of the view only the part that changed. Transparent outside the document, so that the window's colour shows; a
 * checkerboard under what is transparent in it. One thread.
 */
final class CanvasPainter {
    /** Side of a square of the checkerboard at 100 % display scale. */
    private static final int SQUARE = 8;

    private static final int LIGHT = 0xffffffff;
    private static final int DARK = 0xffe4e4e8;

    /** A document that is only looked at for a while need not keep as much. */
    private static final long OTHERS_BUDGET = 64L << 20;

    private final Compositor compositor = new Compositor();
    private final MaskVeil veil = new MaskVeil();
    private Optional<Compositor> others = Optional.empty();

    /**
     * What is painted.
     *
     * @param document the open one
     * @param maskShown whether its mask is seen
     * @param left another one, seen left of {@code wipe}, without its mask
     * @param wipe 0 at the document's left edge, 1 at its right one
     */
    record Scene(Document document, boolean maskShown, Optional<Document> left, double wipe) {
        Scene(Document document) {
            this(document, true, Optional.empty(), 0);
        }
    }

    /**
     * How the view looks at it.
     *
     * @param size device pixels
     * @param displayScale device pixels per logical pixel
     */
    record Look(ViewTransform transform, IntSize size, double displayScale) {
        IntRect all() {
            return size.toRect();
        }

        /** The view's pixels that may look different when these of the document do. */
        IntRect showing(IntRect document) {
            if (document.isEmpty()) {
                return IntRect.EMPTY;
            }
            // A pixel shows a little of what lies beside it where the picture is made smaller, and of the mask's edge.
            int around = 1 + (int) Math.ceil(MaskVeil.REACH * displayScale);
            return Compositor.outputRect(document, transform.zoom())
                    .grow(around)
                    .translate(transform.originX(), transform.originY())
                    .intersect(all());
        }
    }

    /**
     * @param part of the view that is painted; the rest is left as it is
     * @param buffer premultiplied {@code 0xAARRGGBB}, as large as the view
     */
    void paint(Scene scene, Look look, IntRect part, int[] buffer) {
        if (scene.left().isEmpty()) {
            others = Optional.empty();
            paint(scene.document(), scene.maskShown(), compositor, look, part, buffer);
            return;
        }
        IntRect shown = look.transform().shownAt(scene.document().size());
        int line = Math.clamp(
                Math.round(shown.x() + shown.width() * scene.wipe()),
                0,
                look.size().width());
        if (others.isEmpty()) {
            others = Optional.of(new Compositor(OTHERS_BUDGET));
        }
        paint(
                scene.left().get(),
                false,
                others.get(),
                look,
                part.intersect(IntRect.between(0, 0, line, look.size().height())),
                buffer);
        paint(
                scene.document(),
                scene.maskShown(),
                compositor,
                look,
                part.intersect(IntRect.between(
                        line, 0, look.size().width(), look.size().height())),
                buffer);
    }

    private void paint(Document document, boolean maskShown, Compositor source, Look look, IntRect part, int[] buffer) {
        int stride = look.size().width();
        for (int y = part.y(); y < part.bottom(); y++) {
            Arrays.fill(buffer, y * stride + part.x(), y * stride + part.right(), 0);
        }
        ViewTransform transform = look.transform();
        IntRect visible = transform.shownAt(document.size()).intersect(part);
        if (visible.isEmpty()) {
            return;
        }
        source.renderOutput(
                document,
                visible.translate(-transform.originX(), -transform.originY()),
                transform.zoom(),
                buffer,
                visible.y() * stride + visible.x(),
                stride);
        checkerboard(buffer, stride, visible, Math.max(1, (int) Math.round(SQUARE * look.displayScale())));
        if (maskShown) {
            veil.paint(
                    document.mask().coverage(),
                    document.size(),
                    transform,
                    look.size(),
                    visible,
                    buffer,
                    look.displayScale());
        }
        PixelGrid.paint(transform, look.size(), visible, buffer, look.displayScale());
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
