package studio.unclip.app.canvas.overlay;

import java.util.Objects;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.Picture;

/**
 * A picture to be seen over the document without being in it: the live preview of a job, a candidate before it is taken.
 *
 * @param picture of any size; stretched over the place
 * @param place document pixels; may reach outside the document
 */
public record InPlace(Picture picture, IntRect place) {
    public InPlace {
        Objects.requireNonNull(picture);
        if (place.isEmpty()) {
            throw new IllegalArgumentException("no place for the picture");
        }
    }
}
