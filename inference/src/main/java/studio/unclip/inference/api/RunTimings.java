package studio.unclip.inference.api;

import java.util.List;

/**
 * Where a job's time went. Times in nanoseconds.
 *
 * @param stages one entry a diffusion stage, summed over candidates, in running order
 * @param sessionNanos making sessions (loading the model), not part of any stage
 */
public record RunTimings(List<Stage> stages, long sessionNanos) {

    public RunTimings {
        stages = List.copyOf(stages);
    }

    /**
     * @param name the stage's name
     * @param calls calls of the model
     * @param modelNanos inside the model's runtime
     * @param outsideNanos everything else between the stage's first and last model call
     * @param noiseNanos waiting for noise (part of {@code outsideNanos} when it is not ready ahead)
     */
    public record Stage(String name, int calls, long modelNanos, long outsideNanos, long noiseNanos) {}
}
