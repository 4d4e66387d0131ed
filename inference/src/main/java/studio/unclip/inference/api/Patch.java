package studio.unclip.inference.api;

/**
 * New pixels for a part of a picture. How much of them shows where is its user's to decide.
 *
 * @param area within the picture that results
 * @param pixels as large as the area
 */
public record Patch(PixelRect area, Picture pixels) {
    public Patch {
        if (area.width() != pixels.width() || area.height() != pixels.height()) {
            throw new IllegalArgumentException("a patch of " + area + " cannot have " + pixels);
        }
    }
}
