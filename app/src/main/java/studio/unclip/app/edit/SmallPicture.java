package studio.unclip.app.edit;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Compositor;
import studio.unclip.inference.api.Picture;

/** Small copies of what a document looks like, made without a large one on the way. */
public final class SmallPicture {
    private static final long BUDGET = 8L << 20;

    private SmallPicture() {}

    /**
     * On any thread; takes as long as drawing the part takes.
     *
     * @param part of the document, at least one pixel; clear where it reaches outside
     * @param side pixels that the copy's longer side has at most; it is never larger than the part
     */
    public static Picture of(Document document, IntRect part, int side) {
        double scale = Math.min(1, side / (double) Math.max(part.width(), part.height()));
        int left = (int) Math.floor(part.x() * scale);
        int top = (int) Math.floor(part.y() * scale);
        int width = Math.max(1, (int) Math.floor(part.right() * scale) - left);
        int height = Math.max(1, (int) Math.floor(part.bottom() * scale) - top);
        Raster small = new Compositor(BUDGET).renderRaster(document, new IntRect(left, top, width, height), scale);
        return Picture.sharing(small.width(), small.height(), small.rgba());
    }
}
