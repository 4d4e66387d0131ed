package studio.unclip.app.edit;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

/** Masks between editor and engine: the same values, 255 = paint anew. */
public final class Masking {
    private Masking() {}

    /** The editor's mask for the engine; what lies outside the document has no effect. */
    public static Mask toEngine(MaskMap mask, IntSize document) {
        IntRect part = mask.boundsWithin(document.toRect());
        if (part.isEmpty()) {
            return Mask.empty(document.width(), document.height());
        }
        return Mask.of(
                document.width(),
                document.height(),
                new PixelRect(part.x(), part.y(), part.width(), part.height()),
                mask.toRaster(part).toBytes());
    }

    /** The engine's mask for the editor. */
    public static MaskMap toEditor(Mask mask) {
        if (mask.area().isEmpty()) {
            return MaskMap.EMPTY;
        }
        PixelRect area = mask.area().get();
        byte[] values = new byte[mask.values().remaining()];
        mask.values().get(values);
        return MaskMap.of(MaskRaster.owning(area.width(), area.height(), values), area.x(), area.y());
    }
}
