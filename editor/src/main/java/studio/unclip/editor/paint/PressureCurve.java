package studio.unclip.editor.paint;

/**
 * How pen pressure acts: {@code minimum + (1 - minimum) * pressure ^ gamma}.
 *
 * @param minimum what is left at no pressure, 0 to 1; 1 means pressure has no effect
 * @param gamma 1 is linear, above 1 needs a firmer hand; above 0
 */
public record PressureCurve(double minimum, double gamma) {
    /** Pressure has no effect. */
    public static final PressureCurve NONE = new PressureCurve(1, 1);

    /** In proportion to pressure. */
    public static final PressureCurve LINEAR = new PressureCurve(0, 1);

    public PressureCurve {
        // The negated form also refuses NaN.
        if (!(minimum >= 0 && minimum <= 1 && gamma > 0 && gamma <= 10)) {
            throw new IllegalArgumentException("no pressure curve: " + minimum + ", " + gamma);
        }
    }

    /** @param pressure 0 to 1 */
    public double at(double pressure) {
        return minimum == 1 ? 1 : minimum + (1 - minimum) * Math.pow(pressure, gamma);
    }
}
