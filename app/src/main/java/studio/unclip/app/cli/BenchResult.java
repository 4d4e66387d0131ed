package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import studio.unclip.inference.api.RunTimings;

/**
 * Measured runs and what they come to. Times in nanoseconds.
 *
 * @param openNanos opening the pack
 * @param warmups runs whose time is not counted; sessions are usually made in the first
 * @param runs at least one
 */
record BenchResult(long openNanos, List<Run> warmups, List<Run> runs) {

    BenchResult {
        warmups = List.copyOf(warmups);
        runs = List.copyOf(runs);
    }

    /**
     * @param wallNanos from the request to its last event
     * @param timings as the engine counted them
     * @param pngNanos encoding the run's pictures as PNG in memory, afterwards
     */
    record Run(long wallNanos, RunTimings timings, long pngNanos) {}

    /** A stage's medians for one run. */
    record Stage(String name, int calls, long modelNanos, long outsideNanos, long noiseNanos) {

        double outsideMillisPerStep() {
            return calls == 0 ? 0 : outsideNanos / 1e6 / calls;
        }

        double outsidePercent() {
            return percent(outsideNanos, modelNanos + outsideNanos);
        }
    }

    /** Stages in running order. */
    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        List<RunTimings.Stage> first = runs.getFirst().timings().stages();
        for (int i = 0; i < first.size(); i++) {
            int at = i;
            stages.add(new Stage(
                    first.get(i).name(),
                    first.get(i).calls(),
                    median(run -> run.timings().stages().get(at).modelNanos()),
                    median(run -> run.timings().stages().get(at).outsideNanos()),
                    median(run -> run.timings().stages().get(at).noiseNanos())));
        }
        return stages;
    }

    /** The sum of the stages. */
    Stage total() {
        List<Stage> stages = stages();
        return new Stage(
                "all stages",
                stages.stream().mapToInt(Stage::calls).sum(),
                stages.stream().mapToLong(Stage::modelNanos).sum(),
                stages.stream().mapToLong(Stage::outsideNanos).sum(),
                stages.stream().mapToLong(Stage::noiseNanos).sum());
    }

    long wallNanos() {
        return median(Run::wallNanos);
    }

    long modelNanos() {
        return median(run -> run.timings().modelNanos());
    }

    /** All of a run that is not the model's runtime, as a share of the run; sessions made meanwhile are left out. */
    double restPercent() {
        long wall = median(run -> run.wallNanos() - run.timings().sessionNanos());
        return percent(wall - modelNanos(), wall);
    }

    long pngNanos() {
        return median(Run::pngNanos);
    }

    /** Making sessions, over all runs: a one-off unless stages are loaded in turn. */
    long sessionNanos() {
        return warmups.stream().mapToLong(run -> run.timings().sessionNanos()).sum()
                + runs.stream().mapToLong(run -> run.timings().sessionNanos()).sum();
    }

    private long median(ToLongFunction<Run> value) {
        long[] sorted = runs.stream().mapToLong(value).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double percent(long part, long whole) {
        return whole <= 0 ? 0 : 100.0 * part / whole;
    }
}
