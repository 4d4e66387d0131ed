package studio.unclip.app.settings;

/**
 * Where the window was, in logical pixels; the restored place when it was maximized.
 *
 * @param width of the window
 * @param height of the window
 */
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    public WindowPlace {
        if (!(width >= 1 && height >= 1) || !Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("no place for a window: " + x + " " + y + " " + width + " " + height);
        }
    }
}
