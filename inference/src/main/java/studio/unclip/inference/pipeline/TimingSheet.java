package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.unclip.inference.api.RunTimings;

/** Sums what a job's stages took, in the order they first ran. One thread. */
final class TimingSheet {
    private final Map<String, RunTimings.Stage> stages = new LinkedHashMap<>();

    /** @param loopNanos from the first model call's beginning to the last one's end, model and all */
    void add(String stage, long calls, long modelNanos, long loopNanos, long noiseNanos) {
        stages.merge(
                stage,
                new RunTimings.Stage(stage, (int) calls, modelNanos, loopNanos - modelNanos, noiseNanos),
                (a, b) -> new RunTimings.Stage(
                        stage,
                        a.calls() + b.calls(),
                        a.modelNanos() + b.modelNanos(),
                        a.outsideNanos() + b.outsideNanos(),
                        a.noiseNanos() + b.noiseNanos()));
    }

    RunTimings sum(long modelNanos, long sessionNanos) {
        List<RunTimings.Stage> all = new ArrayList<>(stages.values());
        return new RunTimings(all, modelNanos, sessionNanos);
    }
}
