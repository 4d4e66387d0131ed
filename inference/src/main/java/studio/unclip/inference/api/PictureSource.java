package studio.unclip.inference.api;

/**
 * A picture that is read by region, so that a large one never has to be held whole. What it shows must not change until
 * the job that reads it has ended. Read on threads of the generator's own; must be safe for that. A {@link Picture} is
 * one, and so is what a {@link Recipe} knows of a picture ({@link RecipePicture}).
 */
public interface PictureSource {

    /** Pixels across, at least 1. */
    int width();

    /** Pixels down, at least 1. */
    int height();

    /**
     * Copies a part out.
     *
     * @param region within the picture
     * @throws IllegalArgumentException if it reaches beyond
     */
    Picture read(PixelRect region);

    /** All of it. */
    default PixelRect bounds() {
        return new PixelRect(0, 0, width(), height());
    }

    /** @throws IllegalArgumentException if the region reaches beyond the picture */
    default void requireInside(PixelRect region) {
        if (!bounds().contains(region)) {
            throw new IllegalArgumentException(region + " is not within " + width() + "x" + height());
        }
    }
}
