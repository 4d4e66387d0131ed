package studio.unclip.editor.paint;

import studio.unclip.editor.geom.IntRect;

/**
 * One print of a round brush.
 *
 * @param canvasX its middle, document pixels
 * @param canvasY its middle, document pixels
 * @param radius document pixels
 * @param hardness 0 to 1
 * @param strength its coverage in the middle, 0 to 1
 */
public record Dab(double canvasX, double canvasY, double radius, double hardness, double strength) {
    /** Distance from the middle at which nothing is left: half a pixel of edge beyond the radius. */
    double outer() {
        return radius + 0.5;
    }

    /** Distance up to which it covers in full. */
    double inner() {
        return Math.max(0, Math.min(radius * hardness, radius - 0.5));
    }

    /** Every pixel it may touch. */
    public IntRect bounds() {
        return IntRect.between(
                (int) Math.floor(canvasX - outer()),
                (int) Math.floor(canvasY - outer()),
                (int) Math.ceil(canvasX + outer()),
                (int) Math.ceil(canvasY + outer()));
    }
}
