package studio.unclip.editor.paint;

import java.util.Objects;

/**
 * A round brush.
 *
 * @param size diameter in document pixels, 1 to {@value #MAX_SIZE}
 * @param hardness 0 (soft from the middle) to 1 (a one-pixel edge)
 * @param opacity the most a stroke covers, 0 to 1
 * @param flow how much of the way to that each dab goes, above 0, to 1
 * @param spacing distance between dabs as a part of the size, 0.01 to 2
 * @param smoothing how much the line trails behind the hand, 0 (not) to 1
 * @param sizeByPressure acts on the size
 * @param opacityByPressure acts on the opacity
 */
public record Brush(
        double size,
        double hardness,
        double opacity,
        double flow,
        double spacing,
        double smoothing,
        PressureCurve sizeByPressure,
        PressureCurve opacityByPressure) {

    public static final double MAX_SIZE = 2048;

    public Brush {
        range("size", size, 1, MAX_SIZE);
        range("hardness", hardness, 0, 1);
        range("opacity", opacity, 0, 1);
        range("flow", flow, 0.001, 1);
        range("spacing", spacing, 0.01, 2);
        range("smoothing", smoothing, 0, 1);
        Objects.requireNonNull(sizeByPressure);
        Objects.requireNonNull(opacityByPressure);
    }

    /** Opaque, full flow, dabs a tenth of the size apart, no smoothing, no pressure. */
    public static Brush round(double size, double hardness) {
        return new Brush(size, hardness, 1, 1, 0.1, 0, PressureCurve.NONE, PressureCurve.NONE);
    }

    public Brush withOpacity(double value) {
        return new Brush(size, hardness, value, flow, spacing, smoothing, sizeByPressure, opacityByPressure);
    }

    public Brush withFlow(double value) {
        return new Brush(size, hardness, opacity, value, spacing, smoothing, sizeByPressure, opacityByPressure);
    }

    public Brush withSpacing(double value) {
        return new Brush(size, hardness, opacity, flow, value, smoothing, sizeByPressure, opacityByPressure);
    }

    public Brush withSmoothing(double value) {
        return new Brush(size, hardness, opacity, flow, spacing, value, sizeByPressure, opacityByPressure);
    }

    public Brush withPressure(PressureCurve onSize, PressureCurve onOpacity) {
        return new Brush(size, hardness, opacity, flow, spacing, smoothing, onSize, onOpacity);
    }

    private static void range(String what, double value, double low, double high) {
        // The negated form also refuses NaN.
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(what + " must be " + low + " to " + high + ", not " + value);
        }
    }
}
