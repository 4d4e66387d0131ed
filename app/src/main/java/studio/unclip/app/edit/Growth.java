package studio.unclip.app.edit;

import studio.unclip.inference.api.PixelRect;

/** How a canvas grows where a person does not say it in pixels. */
public final class Growth {
    /** How much of the picture's embedding goes into the prompt's where nobody says. */
    public static final double LIKENESS = 0.3;

    /** The most a canvas grows at once. */
    public static final double MOST = 4;

    private Growth() {}

    /**
     * The canvas that is {@code factor} times as wide and high, the picture in its middle.
     *
     * @param picture the old canvas
     * @param factor above 1, to {@link #MOST}
     * @return in the old canvas's pixels
     */
    public static PixelRect zoomed(PixelRect picture, double factor) {
        int width = (int) Math.round(picture.width() * factor);
        int height = (int) Math.round(picture.height() * factor);
        return new PixelRect(-(width - picture.width()) / 2, -(height - picture.height()) / 2, width, height);
    }
}
