package studio.unclip.app.edit;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

/** The engine's masks and the editor's: the same values, 255 = paint anew. */
public final class Masking {
    private Masking() {}

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

    /**
     * The editor's mask for the engine; what lies beyond the picture says nothing.
     *
     * @param size of the picture
     */
    public static Mask toEngine(MaskMap mask, IntSize size) {
        IntRect area = mask.boundsWithin(size.toRect());
        return area.isEmpty()
                ? Mask.empty(size.width(), size.height())
                : Mask.of(
                        size.width(),
                        size.height(),
                        new PixelRect(area.x(), area.y(), area.width(), area.height()),
                        mask.toRaster(area).toBytes());
    }
}
