package studio.unclip.app.canvas.overlay;

import java.util.Objects;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.Picture;

/**
 * A picture to be seen over the document without being in it: the live preview of a job, the place of a slider.
 *
 * @param picture of any size; stretched over the place
 * @param place document pixels; may reach outside the document
 * @param within what is seen of it, document pixels
 */
public record InPlace(Picture picture, IntRect place, IntRect within) {
    public InPlace {
        Objects.requireNonNull(picture);
        if (place.isEmpty() || within.isEmpty()) {
            throw new IllegalArgumentException("no place for the picture");
        }
    }
}
