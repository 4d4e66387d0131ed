package studio.unclip.app.edit;

import java.nio.ByteBuffer;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;

/** A result in parts that cover all of it, as one picture. */
public final class Assembly {
    private Assembly() {}

    /**
     * @param result whose parts need nothing of the old picture
     * @return opaque or not as the parts are; transparent where there is none
     */
    public static Picture of(Result result) {
        return switch (result) {
            case Result.Whole whole -> whole.picture();
            case Result.Patches patches -> joined(patches);
        };
    }

    private static Picture joined(Result.Patches patches) {
        ByteBuffer rgba = ByteBuffer.allocate(Math.multiplyExact(patches.width() * 4, patches.height()));
        for (Patch patch : patches.patches()) {
            PixelRect area = patch.area();
            ByteBuffer from = patch.pixels().rgba();
            for (int y = 0; y < area.height(); y++) {
                int to = ((area.y() + y) * patches.width() + area.x()) * 4;
                rgba.put(to, from, y * area.width() * 4, area.width() * 4);
            }
        }
        return Picture.sharing(patches.width(), patches.height(), rgba);
    }
}
