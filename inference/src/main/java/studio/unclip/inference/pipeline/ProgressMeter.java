package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Where a job stands: counts its steps, weighs them by what they cost, tells fraction and time left. Steps may come in any
 * order of candidates and stages. One thread.
 *
 * <p>Costs are learned while the job runs, so what is done and what is left change their weights all the time. A fraction
 * therefore never comes from both at once: every step takes its present share of what is left, so a fraction never falls
 * and is 1 when nothing is left.
 */
final class ProgressMeter {
    private final List<Part> parts;
    private final StepCosts costs;

    /** Steps left, by candidate and part. */
    private final int[][] left;

    private final double[] candidateFractions;
    private double fraction;

    /** One stage of one candidate, with its steps. */
    record Part(String stage, int steps) {}

    /** @param parts those of one candidate */
    ProgressMeter(List<Part> parts, int candidates, StepCosts costs) {
        this.parts = List.copyOf(parts);
        this.costs = costs;
        this.left = new int[candidates][parts.size()];
        for (int[] ofOne : left) {
            Arrays.setAll(ofOne, part -> parts.get(part).steps());
        }
        this.candidateFractions = new double[candidates];
    }

    /** A step of this stage is done for this candidate. */
    void stepDone(int candidate, String stage) {
        skipped(candidate, stage, 1);
    }

    /** So many steps of this stage need not be done for this candidate, at least 1. */
    void skipped(int candidate, String stage, int steps) {
        int part = part(stage);
        advance(candidate, steps * costs.expected(stage));
        left[candidate][part] = Math.max(0, left[candidate][part] - steps);
    }

    /** Nothing more will be done for this candidate. */
    void givenUp(int candidate) {
        advance(candidate, cost(left[candidate]));
        Arrays.fill(left[candidate], 0);
    }

    /** Of the whole job, 0 to 1. */
    double fraction() {
        return fraction;
    }

    /** Of one candidate, 0 to 1. */
    double fraction(int candidate) {
        return candidateFractions[candidate];
    }

    /** Until the last step of the job. */
    Duration timeLeft() {
        return Duration.ofNanos((long) cost());
    }

    /** Steps of a stage in all, for one candidate. */
    int steps(String stage) {
        return parts.get(part(stage)).steps();
    }

    /** Steps of a stage that are done for a candidate. */
    int done(int candidate, String stage) {
        int part = part(stage);
        return parts.get(part).steps() - left[candidate][part];
    }

    private void advance(int candidate, double cost) {
        fraction = after(fraction, cost, cost());
        candidateFractions[candidate] = after(candidateFractions[candidate], cost, cost(left[candidate]));
    }

    private static double after(double fraction, double cost, double left) {
        return cost >= left ? 1 : Math.min(1, fraction + (1 - fraction) * cost / left);
    }

    private double cost() {
        double sum = 0;
        for (int[] ofOne : left) {
            sum += cost(ofOne);
        }
        return sum;
    }

    private double cost(int[] steps) {
        double sum = 0;
        for (int part = 0; part < steps.length; part++) {
            sum += steps[part] * costs.expected(parts.get(part).stage());
        }
        return sum;
    }

    private int part(String stage) {
        for (int part = 0; part < parts.size(); part++) {
            if (parts.get(part).stage().equals(stage)) {
                return part;
            }
        }
        throw new IllegalArgumentException("no stage " + stage);
    }
}
