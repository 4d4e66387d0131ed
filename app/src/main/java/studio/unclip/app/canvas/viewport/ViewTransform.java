package studio.unclip.app.canvas.viewport;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

/**
 * Where the document lies in the view. Both are in whole device pixels: the document's upper left corner never falls
 * between two of them, so a picture at 1:1 is shown bit for bit.
 *
 * @param zoom device pixels per document pixel
 * @param originX device pixel of the document's left edge, from the view's left
 * @param originY device pixel of the document's top edge, from the view's top
 */
public record ViewTransform(double zoom, int originX, int originY) {
    public static final double SMALLEST = 1.0 / 64;
    public static final double LARGEST = 64;

    /** So much of the document stays in the view however far it is moved, device pixels. */
    private static final int KEPT_IN_VIEW = 48;

    /** The whole document, as large as the view allows with a margin, in its middle. */
    public static ViewTransform fit(IntSize document, IntSize view, int margin) {
        return fit(document.toRect(), view, margin);
    }

    /** A rectangle of the document, or around it, as large as the view allows with a margin, in its middle. */
    public static ViewTransform fit(IntRect document, IntSize view, int margin) {
        double room = Math.min(
                Math.max(1, view.width() - 2 * margin) / (double) document.width(),
                Math.max(1, view.height() - 2 * margin) / (double) document.height());
        return centred(Math.clamp(room, SMALLEST, LARGEST), document, view);
    }

    private static ViewTransform centred(double zoom, IntRect document, IntSize view) {
        return new ViewTransform(
                zoom, (int) Math.round((view.width() - document.width() * zoom) / 2 - document.x() * zoom), (int)
                        Math.round((view.height() - document.height() * zoom) / 2 - document.y() * zoom));
    }

    /** Larger or smaller by a factor; what lies under the point stays there. */
    public ViewTransform zoomedAt(double factor, double viewX, double viewY) {
        return withZoomAt(zoom * factor, viewX, viewY);
    }

    /** At this zoom; what lies under the point stays there. */
    public ViewTransform withZoomAt(double newZoom, double viewX, double viewY) {
        double now = Math.clamp(newZoom, SMALLEST, LARGEST);
        return new ViewTransform(now, (int) Math.round(viewX - documentX(viewX) * now), (int)
                Math.round(viewY - documentY(viewY) * now));
    }

    public ViewTransform movedBy(int dx, int dy) {
        return new ViewTransform(zoom, originX + dx, originY + dy);
    }

    /** The nearest transform with a part of the document in the view. */
    public ViewTransform keptIn(IntSize view, IntSize document) {
        IntRect shown = shownAt(document);
        return new ViewTransform(
                zoom,
                clampSide(originX, shown.width(), view.width()),
                clampSide(originY, shown.height(), view.height()));
    }

    private static int clampSide(int origin, int length, int view) {
        int kept = Math.min(KEPT_IN_VIEW, Math.min(length, view));
        return Math.clamp(origin, kept - length, Math.max(kept - length, view - kept));
    }

    public double documentX(double viewX) {
        return (viewX - originX) / zoom;
    }

    public double documentY(double viewY) {
        return (viewY - originY) / zoom;
    }

    /** The device pixel a column of the document begins at. */
    public long viewX(double documentX) {
        return originX + Math.round(documentX * zoom);
    }

    /** The device pixel a row of the document begins at. */
    public long viewY(double documentY) {
        return originY + Math.round(documentY * zoom);
    }

    /** The device pixels the document covers, in view coordinates; may reach outside the view. */
    public IntRect shownAt(IntSize document) {
        return new IntRect(originX, originY, Math.max(1, (int) Math.ceil(document.width() * zoom)), Math.max(1, (int)
                Math.ceil(document.height() * zoom)));
    }
}
