package studio.unclip.inference.pipeline;

import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.frame.Mosaic;

/**
 * A larger canvas while it is painted: the old picture as it is, around it what is finished so far, and transparent what
 * is not. What was painted over the old picture's edge is kept beside it, for the ring in which its user blends both.
 */
final class GrownPicture implements PictureSource {
    private final PictureSource old;
    private final PixelRect place;
    private final Mosaic painted;

    /** @param place where the old picture lies on the canvas */
    GrownPicture(PictureSource old, PixelRect place, PixelRect canvas) {
        this.old = old;
        this.place = place;
        this.painted = new Mosaic(canvas.width(), canvas.height());
    }

    @Override
    public int width() {
        return painted.width();
    }

    @Override
    public int height() {
        return painted.height();
    }

    void lay(int x, int y, Picture piece, Mosaic.Weight weight) {
        painted.lay(x, y, piece, weight);
    }

    /** The old picture lies on top of what is painted. */
    @Override
    public Picture read(PixelRect region) {
        requireInside(region);
        if (!region.meets(place)) {
            return painted.read(region);
        }
        PixelRect shared = region.intersect(place);
        Picture part = old.read(shared.translate(-place.x(), -place.y()));
        if (shared.equals(region)) {
            return part;
        }
        byte[] rgba = painted.read(region).toRgba();
        for (int y = shared.y(); y < shared.bottom(); y++) {
            int to = ((y - region.y()) * region.width() + shared.x() - region.x()) * 4;
            part.rgba().get((y - shared.y()) * shared.width() * 4, rgba, to, shared.width() * 4);
        }
        return Picture.of(region.width(), region.height(), rgba);
    }

    /** A part as it was painted, what is painted lying on top of the old picture. */
    Patch patch(PixelRect region) {
        byte[] rgba = painted.read(region).toRgba();
        byte[] below = read(region).toRgba();
        for (int i = 0; i < rgba.length; i += 4) {
            if (rgba[i + 3] == 0) {
                System.arraycopy(below, i, rgba, i, 4);
            }
        }
        return new Patch(region, Picture.of(region.width(), region.height(), rgba));
    }
}
