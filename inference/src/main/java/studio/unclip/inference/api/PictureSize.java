package studio.unclip.inference.api;

/**
 * Width and height of a picture.
 *
 * @param width pixels, 1 to {@link #MOST}
 * @param height pixels, 1 to {@link #MOST}
 */
public record PictureSize(int width, int height) {
    /** Longest side that can be asked for, pixels. */
    public static final int MOST = 8192;

    public PictureSize {
        if (Math.min(width, height) < 1 || Math.max(width, height) > MOST) {
            throw new InvalidRequestException(
                    "size", "A picture's sides are 1 to " + MOST + " pixels, not " + width + " x " + height + ".");
        }
    }

    @Override
    public String toString() {
        return width + " x " + height;
    }
}
