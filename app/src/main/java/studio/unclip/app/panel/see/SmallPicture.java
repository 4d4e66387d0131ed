package studio.unclip.app.panel.see;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Compositor;
import studio.unclip.inference.api.Picture;

/** A document as a model looks at it: at most {@link #SIDE} pixels a side, so that a large one is not copied whole. */
final class SmallPicture {
    /** Above what any CLIP tower reads, so that it shrinks the last part itself. */
    static final int SIDE = 1024;

    private static final long BUDGET = 8L << 20;

    private SmallPicture() {}

    /**
     * On any thread; takes as long as drawing the part takes.
     *
     * @param part of the document, at least one pixel of it
     */
    static Picture of(Document document, IntRect part) {
        double scale = Math.min(1, SIDE / (double) Math.max(part.width(), part.height()));
        int left = (int) Math.floor(part.x() * scale);
        int top = (int) Math.floor(part.y() * scale);
        int width = Math.max(1, (int) Math.floor(part.right() * scale) - left);
        int height = Math.max(1, (int) Math.floor(part.bottom() * scale) - top);
        Raster small = new Compositor(BUDGET).renderRaster(document, new IntRect(left, top, width, height), scale);
        return Picture.sharing(small.width(), small.height(), small.rgba());
    }
}
