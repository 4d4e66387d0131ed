package studio.unclip.app.tool;

import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.paint.PressureCurve;

/**
 * How a brush draws.
 *
 * @param size diameter in document pixels, 1 to {@link Brush#MAX_SIZE}
 * @param hardness 0 (soft from the middle) to 1
 * @param opacity the most a stroke covers, 0.01 to 1
 * @param smoothing how much the line trails behind the hand, 0 to 1
 * @param pressure whether a pen's pressure acts on the size
 */
public record BrushSettings(double size, double hardness, double opacity, double smoothing, boolean pressure) {
    private static final double STEP = 1.25;
    private static final double HARDNESS_STEP = 0.25;

    public BrushSettings {
        size = Math.clamp(size, 1, Brush.MAX_SIZE);
        hardness = Math.clamp(hardness, 0, 1);
        opacity = Math.clamp(opacity, 0.01, 1);
        smoothing = Math.clamp(smoothing, 0, 1);
    }

    public BrushSettings withSize(double value) {
        return new BrushSettings(value, hardness, opacity, smoothing, pressure);
    }

    public BrushSettings withHardness(double value) {
        return new BrushSettings(size, value, opacity, smoothing, pressure);
    }

    public BrushSettings withOpacity(double value) {
        return new BrushSettings(size, hardness, value, smoothing, pressure);
    }

    public BrushSettings withSmoothing(double value) {
        return new BrushSettings(size, hardness, opacity, value, pressure);
    }

    public BrushSettings withPressure(boolean value) {
        return new BrushSettings(size, hardness, opacity, smoothing, value);
    }

    /** By about a quarter and at least one pixel; whole pixels. */
    BrushSettings larger() {
        return withSize(Math.max(Math.rint(size * STEP), Math.floor(size) + 1));
    }

    BrushSettings smaller() {
        return withSize(Math.min(Math.rint(size / STEP), Math.ceil(size) - 1));
    }

    BrushSettings harder() {
        return withHardness(hardness + HARDNESS_STEP);
    }

    BrushSettings softer() {
        return withHardness(hardness - HARDNESS_STEP);
    }

    Brush brush() {
        return Brush.round(size, hardness)
                .withOpacity(opacity)
                .withSmoothing(smoothing)
                .withPressure(pressure ? PressureCurve.LINEAR : PressureCurve.NONE, PressureCurve.NONE);
    }
}
