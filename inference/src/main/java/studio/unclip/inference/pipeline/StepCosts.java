package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.Map;

/**
 * What one step of each stage costs on this machine, learned from the steps that ran. Honest progress and time left
 * come from here. One thread.
 */
final class StepCosts {
    /** Until a stage has run once: about the cost of a decoder step on two cores. */
    private static final double UNKNOWN_NANOS = 40e6;

    /** Weight of the newest step in the running mean: follows a machine that gets busy within some ten steps. */
    private static final double NEWEST = 0.1;

    private final Map<String, Double> nanos = new HashMap<>();

    /** Takes note of one step. */
    void learn(String stage, long stepNanos) {
        nanos.merge(stage, (double) stepNanos, (old, now) -> old + NEWEST * (now - old));
    }

    /** Expected nanoseconds of one step of the stage. */
    double expected(String stage) {
        return nanos.getOrDefault(stage, UNKNOWN_NANOS);
    }
}
