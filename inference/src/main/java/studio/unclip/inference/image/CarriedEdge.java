package studio.unclip.inference.image;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * What may lie beyond the edge of what is known: each unknown pixel takes the colours of the nearest known ones, so that a
 * horizon goes on and a sky keeps its colours. A thing at the edge does not go on: it would be a streak to the other side. Pure.
 */
public final class CarriedEdge {
    /** How wide a band of what is known is foretold, to see how far the edge is to be trusted: a part of the side. */
    private static final int BAND = 12;

    /** A thing at the edge is no longer than twice this part of the side, and at least so far from what is at its ends. */
    private static final int THING = 16;

    private static final float APART = 0.1f;

    /** Keeps a slope across a straight edge, of which nothing is seen, at 0. */
    private static final double RIDGE = 1e-3;

    /** Square of how much further than the nearest, pixels, still counts a sixteenth. */
    private static final double BLUR = 4;

    private final int side;
    private final float[] planes;
    private final boolean[] known;

    private CarriedEdge(int side, float[] planes, boolean[] known) {
        this.side = side;
        this.planes = planes;
        this.known = known;
    }

    /**
     * A picture made smaller, the part that is not known filled.
     *
     * @param planes planar RGB, [3 x size x size]
     * @param repaint [size x size]: 1 where the picture is not known
     * @param small side of the result, a whole part of {@code size}
     * @return planar RGB, [3 x small x small]; 0 everywhere if nothing is known
     */
    public static float[] fill(float[] planes, float[] repaint, int size, int small) {
        CarriedEdge shrunk = shrunk(planes, repaint, size, small);
        shrunk.fill(Math.max(1, small / THING));
        return shrunk.planes;
    }

    /**
     * How far off the edge is where it is known what lies beyond: of the outermost band of what is known, foretold from what
     * lies further inside, the root of the mean square.
     *
     * @param planes as in {@link #fill}
     * @return in the planes' unit; infinite where too little is known to tell
     */
    public static double error(float[] planes, float[] repaint, int size, int small) {
        CarriedEdge shrunk = shrunk(planes, repaint, size, small);
        boolean[] inside = shrunk.known.clone();
        for (int i = 0; i < inside.length; i++) {
            inside[i] &= !shrunk.unknownWithin(i, Math.max(1, small / BAND));
        }
        CarriedEdge foretold = new CarriedEdge(small, shrunk.planes.clone(), inside);
        foretold.fill(0);
        double sum = 0;
        int count = 0;
        boolean some = false;
        for (int i = 0; i < inside.length; i++) {
            some |= inside[i];
            if (shrunk.known[i] && !inside[i]) {
                for (int at = i; at < foretold.planes.length; at += inside.length) {
                    double off = foretold.planes[at] - shrunk.planes[at];
                    sum += off * off;
                    count++;
                }
            }
        }
        return some && count > 0 ? Math.sqrt(sum / count) : Double.POSITIVE_INFINITY;
    }

    /** Means of what is known of each pixel's square. */
    private static CarriedEdge shrunk(float[] planes, float[] repaint, int size, int small) {
        int pixels = small * small;
        float[] means = new float[3 * pixels];
        int[] counts = new int[pixels];
        int factor = size / small;
        for (int i = 0; i < size * size; i++) {
            if (repaint[i] < 1) {
                int to = i / size / factor * small + i % size / factor;
                counts[to]++;
                for (int c = 0; c < 3; c++) {
                    means[c * pixels + to] += planes[c * size * size + i];
                }
            }
        }
        boolean[] known = new boolean[pixels];
        for (int i = 0; i < 3 * pixels; i++) {
            means[i] /= Math.max(1, counts[i % pixels]);
            known[i % pixels] = counts[i % pixels] > 0;
        }
        return new CarriedEdge(small, means, known);
    }

    /** @param thing half of how long a piece of the edge is that does not go on, pixels; 0 if all of it does */
    private void fill(int thing) {
        List<Integer> edge = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            if (known[i] && besideUnknown(i)) {
                edge.add(i);
            }
        }
        if (edge.isEmpty()) {
            return;
        }
        float[] told = thing == 0 ? planes : withoutThings(edge, thing);
        double[][] range = range(edge);
        for (int i = 0; i < known.length; i++) {
            if (!known[i]) {
                carry(i, edge, told, range);
            }
        }
    }

    private float[] withoutThings(List<Integer> edge, int thing) {
        float[] there = new float[known.length];
        edge.forEach(i -> there[i] = 1);
        return Bumps.taken(planes, there, side, thing, APART, 1);
    }

    private boolean besideUnknown(int i) {
        int x = i % side;
        return (x > 0 && !known[i - 1])
                || (x < side - 1 && !known[i + 1])
                || (i >= side && !known[i - side])
                || (i < known.length - side && !known[i + side]);
    }

    private boolean unknownWithin(int i, int reach) {
        for (int y = Math.max(0, i / side - reach); y <= Math.min(side - 1, i / side + reach); y++) {
            for (int x = Math.max(0, i % side - reach); x <= Math.min(side - 1, i % side + reach); x++) {
                if (!known[y * side + x]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Least and most of each channel on the edge. */
    private double[][] range(List<Integer> edge) {
        double[][] range = new double[3][];
        for (int c = 0; c < 3; c++) {
            int plane = c * known.length;
            DoubleSummaryStatistics values =
                    edge.stream().mapToDouble(i -> planes[plane + i]).summaryStatistics();
            range[c] = new double[] {values.getMin(), values.getMax()};
        }
        return range;
    }

    private static double fourth(double value) {
        return value * value * value * value;
    }

    /**
     * A mean over the edge: all but the nearest count little, yet none jumps. As narrow far away as near by: a mean that
     * grew with the distance flattened what changes along the edge, a little more in every round. Where the nearest lie at one end of what is averaged, as beside a corner, the edge's slope leads from the middle to them: a
     * gradient along the edge is carried on as it is, not flattened.
     */
    private void carry(int at, List<Integer> edge, float[] told, double[][] range) {
        double nearest = Double.MAX_VALUE;
        for (int from : edge) {
            nearest = Math.min(nearest, squared(from, at));
        }
        Slope slope = new Slope();
        for (int from : edge) {
            double squared = squared(from, at);
            double further = squared - nearest;
            slope.add(
                    from % side,
                    from / side,
                    fourth(1 / (1 + further / BLUR)),
                    fourth(1 / (1 + further)),
                    told,
                    from,
                    known.length);
        }
        for (int c = 0; c < 3; c++) {
            planes[c * known.length + at] = (float) Math.clamp(slope.value(c), range[c][0], range[c][1]);
        }
    }

    private double squared(int from, int at) {
        double dx = from % side - at % side;
        double dy = from / side - at / side;
        return dx * dx + dy * dy;
    }

    /** A plane through weighted colours, and where on it the nearest of them lie. */
    private static final class Slope {
        private double weights;
        private double x;
        private double y;
        private double xx;
        private double xy;
        private double yy;
        private final double[] sum = new double[3];
        private final double[] sumX = new double[3];
        private final double[] sumY = new double[3];
        private double near;
        private double nearX;
        private double nearY;

        /** @param nearness weight among the nearest */
        void add(int px, int py, double weight, double nearness, float[] planes, int from, int plane) {
            weights += weight;
            x += weight * px;
            y += weight * py;
            xx += weight * px * px;
            xy += weight * px * py;
            yy += weight * py * py;
            for (int c = 0; c < 3; c++) {
                double value = weight * planes[c * plane + from];
                sum[c] += value;
                sumX[c] += value * px;
                sumY[c] += value * py;
            }
            near += nearness;
            nearX += nearness * px;
            nearY += nearness * py;
        }

        double value(int c) {
            double mx = x / weights;
            double my = y / weights;
            double mean = sum[c] / weights;
            double vx = xx / weights - mx * mx;
            double vy = yy / weights - my * my;
            double v = xy / weights - mx * my;
            double ridge = RIDGE * (vx + vy) + RIDGE;
            vx += ridge;
            vy += ridge;
            double cx = sumX[c] / weights - mx * mean;
            double cy = sumY[c] / weights - my * mean;
            double determinant = vx * vy - v * v;
            double alongX = (cx * vy - cy * v) / determinant;
            double alongY = (cy * vx - cx * v) / determinant;
            return mean + alongX * (nearX / near - mx) + alongY * (nearY / near - my);
        }
    }
}
