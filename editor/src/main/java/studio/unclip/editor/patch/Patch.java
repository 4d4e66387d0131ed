package studio.unclip.editor.patch;

import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;

/**
 * New pixels for a rectangle of the document.
 *
 * @param area document pixels
 * @param pixels as large as the area
 * @param coverage as large as the area: 0 keeps the old pixel bit for bit, 255 gives the new one bit for bit, between
 *     they are mixed in proportion
 */
public record Patch(IntRect area, Raster pixels, MaskRaster coverage) {
    public Patch {
        Objects.requireNonNull(area);
        if (!pixels.size().equals(area.size()) || !coverage.size().equals(area.size())) {
            throw new IllegalArgumentException("a patch of " + area + " cannot have " + pixels + " and " + coverage);
        }
    }

    /**
     * A patch that covers the document's mask and its blend ring.
     *
     * @param pixels the model's picture, its upper left pixel at (x, y); what reaches beyond it is left out
     */
    public static Patch inside(Document document, BlendRing ring, Raster pixels, int x, int y) {
        IntRect area = new IntRect(x, y, pixels.width(), pixels.height());
        return new Patch(area, pixels, ring.coverage(document.mask().coverage(), area, document.bounds()));
    }
}
