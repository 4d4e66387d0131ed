package studio.unclip.app.edit;

import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

/** The engine's masks for the editor: the same values, 255 = paint anew. */
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
}
