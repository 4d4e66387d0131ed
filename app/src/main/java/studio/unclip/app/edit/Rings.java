package studio.unclip.app.edit;

import studio.unclip.editor.patch.BlendRing;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

/**
 * How wide old and new are blended where nobody says: as wide as the place is large, within limits that the eye takes for
 * an edge of the picture's own.
 */
public final class Rings {
    private static final int LEAST = 8;
    private static final int MOST = 25;

    /** What a ring is wider by, a part of the diagonal or side of what is painted. */
    private static final int PART = 20;

    private Rings() {}

    /** Around what is masked. */
    public static BlendRing around(Mask mask) {
        PixelRect box = mask.area().orElseThrow();
        return wider(Math.round(Math.hypot(box.width(), box.height()) / PART));
    }

    /** Along the border of a picture that grows. */
    public static BlendRing along(ImageRequest.Expand request) {
        PixelRect canvas = request.canvas();
        PixelRect old = request.picture().bounds();
        int widest = Math.max(
                Math.max(-canvas.x(), canvas.right() - old.right()),
                Math.max(-canvas.y(), canvas.bottom() - old.bottom()));
        return wider(widest / PART);
    }

    private static BlendRing wider(long pixels) {
        return new BlendRing((int) Math.min(MOST, LEAST + pixels));
    }
}
