package studio.unclip.inference.embedding;

import java.util.List;

/**
 * The sphere of directions on which CLIP embeddings lie, and means on it: slerp for more than two, and with weights that
 * may be negative. Pure.
 */
public final class Sphere {
    private static final int MOST_ROUNDS = 100;

    /** A mean has come to rest where it moves by less, radians. */
    private static final double AT_REST = 1e-9;

    private Sphere() {}

    /**
     * The weighted mean of directions along the sphere.
     *
     * <p>Of those with positive weight it is the point from which the weighted ways to them sum to zero (Karcher's mean,
     * found by going along that sum until it is nothing); of two that is their slerp. From there one goes away from those
     * with negative weight, each along its great circle by its weight, together a quarter of the sphere at most; of two
     * that is the same slerp, extrapolated. Opposite directions, between which no way is the shortest, leave the mean
     * where it is.
     *
     * @param directions at least one, of one length each, none zero
     * @param weights as many; what counts is their proportion, and their sum must not be 0
     * @return unit length
     */
    public static float[] mean(List<float[]> directions, double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (weights.length != directions.size() || sum == 0) {
            throw new IllegalArgumentException(
                    weights.length + " weights with the sum " + sum + " for " + directions.size() + " directions");
        }
        double[][] points = directions.stream().map(Sphere::unit).toArray(double[][]::new);
        double[] shares = new double[weights.length];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = weights[i] / sum;
        }
        double[] mean = between(points, shares);
        double[] away = new double[mean.length];
        for (int i = 0; i < points.length; i++) {
            if (shares[i] < 0) {
                add(away, way(mean, points[i]), shares[i]);
            }
        }
        return floats(along(mean, away, Math.PI / 2));
    }

    /** Karcher's mean of those with a positive share. */
    private static double[] between(double[][] points, double[] shares) {
        double positive = 0;
        double[] mean = new double[points[0].length];
        for (int i = 0; i < points.length; i++) {
            if (shares[i] > 0) {
                positive += shares[i];
                add(mean, points[i], shares[i]);
                if (length(mean) == 0) {
                    add(mean, points[i], shares[i]); // an exact opposite: the later one keeps half of its share
                }
            }
        }
        scale(mean, 1 / length(mean));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] step = new double[mean.length];
            for (int i = 0; i < points.length; i++) {
                if (shares[i] > 0) {
                    add(step, way(mean, points[i]), shares[i] / positive);
                }
            }
            mean = along(mean, step, Math.PI);
            if (length(step) < AT_REST) {
                break;
            }
        }
        return mean;
    }

    /** The way from one point to another: its direction at the first, as long as the arc; zero between opposites. */
    private static double[] way(double[] from, double[] to) {
        double cosine = dot(from, to);
        double[] across = to.clone();
        add(across, from, -cosine);
        double sine = length(across);
        scale(across, sine == 0 ? 0 : Math.atan2(sine, cosine) / sine);
        return across;
    }

    /** Where one comes to along a way, but no farther than {@code most} radians. */
    private static double[] along(double[] from, double[] way, double most) {
        double arc = length(way);
        if (arc == 0) {
            return from;
        }
        double gone = Math.min(arc, most);
        double[] point = new double[from.length];
        add(point, from, Math.cos(gone));
        add(point, way, Math.sin(gone) / arc);
        scale(point, 1 / length(point));
        return point;
    }

    private static double[] unit(float[] direction) {
        double[] unit = new double[direction.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = direction[i];
        }
        double length = length(unit);
        if (!(length > 0)) {
            throw new IllegalArgumentException("a vector of length " + length + " has no direction");
        }
        scale(unit, 1 / length);
        return unit;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static void add(double[] to, double[] what, double times) {
        for (int i = 0; i < to.length; i++) {
            to[i] += times * what[i];
        }
    }

    private static void scale(double[] a, double times) {
        for (int i = 0; i < a.length; i++) {
            a[i] *= times;
        }
    }
}
