package studio.unclip.editor.paint;

/**
 * Where the pointer was.
 *
 * @param canvasX document pixels
 * @param canvasY document pixels
 * @param pressure 0 to 1
 * @param nanos when, on any clock that only goes forward
 */
public record StrokePoint(double canvasX, double canvasY, double pressure, long nanos) {
    StrokePoint between(StrokePoint other, double t) {
        return new StrokePoint(
                canvasX + (other.canvasX - canvasX) * t,
                canvasY + (other.canvasY - canvasY) * t,
                pressure + (other.pressure - pressure) * t,
                nanos + (long) ((other.nanos - nanos) * t));
    }

    double distance(StrokePoint other) {
        return Math.hypot(other.canvasX - canvasX, other.canvasY - canvasY);
    }
}
