package studio.unclip.inference.pipeline;

import java.util.List;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

/**
 * A picture with what was painted so far lying over it, a later patch over an earlier one.
 *
 * @param old of the same size
 * @param patches within it
 */
record PatchedPicture(PictureSource old, List<Patch> patches) implements PictureSource {

    PatchedPicture {
        patches = List.copyOf(patches);
    }

    @Override
    public int width() {
        return old.width();
    }

    @Override
    public int height() {
        return old.height();
    }

    @Override
    public Picture read(PixelRect region) {
        Picture below = old.read(region);
        if (patches.stream().noneMatch(patch -> patch.area().meets(region))) {
            return below;
        }
        byte[] rgba = below.toRgba();
        for (Patch patch : patches) {
            if (!patch.area().meets(region)) {
                continue;
            }
            PixelRect shared = region.intersect(patch.area());
            for (int y = shared.y(); y < shared.bottom(); y++) {
                int from = ((y - patch.area().y()) * patch.area().width()
                                + shared.x()
                                - patch.area().x())
                        * 4;
                int to = ((y - region.y()) * region.width() + shared.x() - region.x()) * 4;
                patch.pixels().rgba().get(from, rgba, to, shared.width() * 4);
            }
        }
        return Picture.of(region.width(), region.height(), rgba);
    }
}
