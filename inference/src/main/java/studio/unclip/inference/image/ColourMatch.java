package studio.unclip.inference.image;

import java.util.Optional;

/**
 * What a painted picture's colours lack to those of the old one, found where both should show the same: mean and
 * deviation in L*a*b*, within narrow limits. Each channel is stretched about its mean and moved. Pure.
 */
public final class ColourMatch {
    /** Furthest a mean is moved. */
    private static final double MOST_SHIFT = 4;

    /** Furthest a deviation is stretched or squeezed. */
    private static final double MOST_STRETCH = 0.1;

    /** Where colours deviate less the ground is flat: the deviations' quotient would be one of noise. */
    private static final double FLAT = 2;

    /** Colours further apart than this show different things, which tell nothing of each other. */
    private static final double ANOTHER_THING = 20;

    /** Fewest pixels that tell anything. */
    private static final int FEWEST = 64;

    /** Below these nobody sees a difference. */
    private static final double UNSEEN_SHIFT = 0.2;

    private static final double UNSEEN_STRETCH = 0.01;

    private final double[] mean;
    private final double[] shift;
    private final double[] scale;

    private ColourMatch(double[] mean, double[] shift, double[] scale) {
        this.mean = mean;
        this.shift = shift;
        this.scale = scale;
    }

    /**
     * What is to be done; empty where nothing is, or where most of the place shows something else now.
     *
     * @param before planar RGB in [-1, 1], 3 planes
     * @param after as large
     * @param where by pixel, which ones should be the same in both
     */
    public static Optional<ColourMatch> between(float[] before, float[] after, boolean[] where) {
        int pixels = where.length;
        Sums was = new Sums();
        Sums is = new Sums();
        int asked = 0;
        double[] old = new double[3];
        double[] made = new double[3];
        for (int i = 0; i < pixels; i++) {
            if (where[i]) {
                asked++;
                Lab.of(before[i], before[pixels + i], before[2 * pixels + i], old);
                Lab.of(after[i], after[pixels + i], after[2 * pixels + i], made);
                double far = Math.sqrt(square(old[0] - made[0]) + square(old[1] - made[1]) + square(old[2] - made[2]));
                if (far <= ANOTHER_THING) {
                    was.add(old);
                    is.add(made);
                }
            }
        }
        if (was.count < FEWEST || 2 * was.count < asked) {
            return Optional.empty();
        }
        double[] mean = new double[3];
        double[] shift = new double[3];
        double[] scale = new double[3];
        boolean seen = false;
        for (int c = 0; c < 3; c++) {
            mean[c] = is.mean(c);
            shift[c] = Math.clamp(was.mean(c) - mean[c], -MOST_SHIFT, MOST_SHIFT);
            scale[c] = was.deviation(c) < FLAT || is.deviation(c) < FLAT
                    ? 1
                    : Math.clamp(was.deviation(c) / is.deviation(c), 1 - MOST_STRETCH, 1 + MOST_STRETCH);
            seen |= Math.abs(shift[c]) > UNSEEN_SHIFT || Math.abs(scale[c] - 1) > UNSEEN_STRETCH;
        }
        return seen ? Optional.of(new ColourMatch(mean, shift, scale)) : Optional.empty();
    }

    /**
     * The picture with its colours matched.
     *
     * @param planes planar RGB in [-1, 1]
     * @param where by pixel, 0 where it stays as it is
     */
    public float[] applied(float[] planes, float[] where) {
        float[] matched = planes.clone();
        int pixels = where.length;
        double[] lab = new double[3];
        for (int i = 0; i < pixels; i++) {
            if (where[i] > 0) {
                Lab.of(planes[i], planes[pixels + i], planes[2 * pixels + i], lab);
                for (int c = 0; c < 3; c++) {
                    lab[c] = mean[c] + (lab[c] - mean[c]) * scale[c] + shift[c];
                }
                Lab.toRgb(lab, matched, pixels, i);
            }
        }
        return matched;
    }

    private static double square(double x) {
        return x * x;
    }

    /** Sums over colours. */
    private static final class Sums {
        private final double[] sum = new double[3];
        private final double[] squares = new double[3];
        private int count;

        void add(double[] lab) {
            count++;
            for (int c = 0; c < 3; c++) {
                sum[c] += lab[c];
                squares[c] += lab[c] * lab[c];
            }
        }

        double mean(int c) {
            return sum[c] / count;
        }

        double deviation(int c) {
            return Math.sqrt(Math.max(0, squares[c] / count - mean(c) * mean(c)));
        }
    }
}
