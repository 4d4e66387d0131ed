package studio.unclip.inference.api;

import java.util.List;

/**
 * Where a job's time went. Times in nanoseconds.
 *
 * @param stages one entry a diffusion stage, summed over candidates, in running order
 * @param modelNanos inside the model's runtime: all of the stages, and what looks at captions and pictures
 * @param sessionNanos making sessions (loading the model), not part of any stage
 */
public record RunTimings(List<Stage> stages, long modelNanos, long sessionNanos) {

    public RunTimings {
        stages = List.copyOf(stages);
    }

    /**
     * @param name the stage's name
     * @param calls calls of the model
     * @param modelNanos inside the model's runtime
     * @param outsideNanos everything else between the stage's first and last model call
     * @param noiseNanos waiting for noise that was not ready ahead: x_T before the first call, and the steps' noise, which
     *     is part of {@code outsideNanos}
     */
    public record Stage(String name, int calls, long modelNanos, long outsideNanos, long noiseNanos) {}
}
