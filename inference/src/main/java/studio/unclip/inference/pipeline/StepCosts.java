package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * What one step of each stage costs on this machine, learned from the steps that ran. Honest progress and time left
 * come from here. One thread.
 */
final class StepCosts {
    /** Where nothing better is assumed: about the cost of a decoder step on two cores. */
    private static final double UNKNOWN_NANOS = 40e6;

    /** Weight of the newest step in the running mean: follows a machine that gets busy within some ten steps. */
    private static final double NEWEST = 0.1;

    private final Map<String, Double> nanos = new HashMap<>();
    private final Map<String, Double> assumed = new HashMap<>();

    /**
     * What to expect of a stage until it has run: larger pictures take longer, but their networks are smaller, so the
     * side of the picture is a better guess than its area.
     *
     * @param size side of the stage's picture, pixels; 0 for a prior
     */
    void assume(String stage, int size) {
        assumed.put(stage, size == 0 ? UNKNOWN_NANOS / 4 : UNKNOWN_NANOS * Math.max(1, size / 64));
    }

    /** Takes note of one step. */
    void learn(String stage, long stepNanos) {
        nanos.merge(stage, (double) stepNanos, (old, now) -> old + NEWEST * (now - old));
    }

    /** Expected nanoseconds of one step of the stage. */
    double expected(String stage) {
        return nanos.getOrDefault(stage, assumed.getOrDefault(stage, UNKNOWN_NANOS));
    }
}
