package studio.unclip.editor.paint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the pointer's way into dabs at even distances. Immutable: each step gives the next sampler. The line is a chain
 * of quadratic curves through the middles between points, so that fast movements stay round.
 *
 * @param hand where the pointer was last; empty before the stroke has begun
 * @param last the last point after smoothing: the line trails behind the hand
 * @param middle the curve's end so far
 * @param untilNext document pixels to go until the next dab
 */
public record StrokeSampler(
        Brush brush,
        Optional<StrokePoint> hand,
        Optional<StrokePoint> last,
        Optional<StrokePoint> middle,
        double untilNext) {
    /** Time in which a fully smoothed line comes within 1/e of the hand. */
    private static final double TRAIL_NANOS = 120e6;

    /** The sampler after a step, and the dabs of that step in order. */
    public record Sampled(StrokeSampler next, List<Dab> dabs) {}

    public static StrokeSampler begin(Brush brush) {
        return new StrokeSampler(brush, Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    /** The pointer is here. The first point prints one dab. */
    public Sampled move(StrokePoint point) {
        if (last.isEmpty()) {
            return new Sampled(at(point, point, point, spacing(point.pressure())), List.of(dab(point)));
        }
        StrokePoint from = last.get();
        StrokePoint to = smooth(from, point);
        StrokePoint end = from.between(to, 0.5);
        List<Dab> dabs = new ArrayList<>();
        double left = print(middle.orElseThrow(), from, end, untilNext, dabs);
        return new Sampled(at(point, to, end, left), dabs);
    }

    /** The pointer was lifted here: the line catches up with it. */
    public Sampled end(StrokePoint point) {
        if (last.isEmpty()) {
            return move(point);
        }
        List<Dab> dabs = new ArrayList<>();
        double left = print(middle.orElseThrow(), last.get(), point, untilNext, dabs);
        return new Sampled(at(point, point, point, left), dabs);
    }

    /** The stroke ends without the pointer being lifted: the line catches up with where it was last. */
    public Sampled finish() {
        return hand.map(this::end).orElse(new Sampled(this, List.of()));
    }

    private StrokeSampler at(StrokePoint pointer, StrokePoint line, StrokePoint curve, double left) {
        return new StrokeSampler(brush, Optional.of(pointer), Optional.of(line), Optional.of(curve), left);
    }

    private StrokePoint smooth(StrokePoint from, StrokePoint to) {
        if (brush.smoothing() == 0) {
            return to;
        }
        double elapsed = Math.max(0, to.nanos() - from.nanos());
        double followed = 1 - Math.exp(-elapsed / (TRAIL_NANOS * brush.smoothing()));
        StrokePoint place = from.between(to, followed);
        return new StrokePoint(place.canvasX(), place.canvasY(), place.pressure(), to.nanos());
    }

    /** Prints along the curve from a by way of b to c; returns what is left until the next dab. */
    private double print(StrokePoint a, StrokePoint b, StrokePoint c, double untilNext, List<Dab> dabs) {
        double length = a.distance(b) + b.distance(c);
        if (length == 0) {
            return untilNext;
        }
        // Chords of at most half a pixel's length difference; short enough for curves, few enough for long lines.
        int chords = Math.clamp((int) Math.ceil(length / 4), 1, 256);
        double left = untilNext;
        StrokePoint from = a;
        for (int i = 1; i <= chords; i++) {
            double t = i / (double) chords;
            StrokePoint to = a.between(b, t).between(b.between(c, t), t);
            double chord = from.distance(to);
            double at = left;
            while (at <= chord) {
                StrokePoint place = chord == 0 ? to : from.between(to, at / chord);
                dabs.add(dab(place));
                at += spacing(place.pressure());
            }
            left = at - chord;
            from = to;
        }
        return left;
    }

    private double diameter(double pressure) {
        return Math.max(1, brush.size() * brush.sizeByPressure().at(pressure));
    }

    private double spacing(double pressure) {
        return Math.max(0.25, diameter(pressure) * brush.spacing());
    }

    private Dab dab(StrokePoint point) {
        return new Dab(
                point.canvasX(),
                point.canvasY(),
                diameter(point.pressure()) / 2,
                brush.hardness(),
                brush.opacityByPressure().at(point.pressure()));
    }
}
