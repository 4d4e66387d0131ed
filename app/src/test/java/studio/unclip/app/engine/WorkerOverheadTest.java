package studio.unclip.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;

/**
 * What the process border costs, the same runs in this process and in one of their own, in turn: {@code mvn -pl app -am
 * test -Dgroups=measure -Dtest=WorkerOverheadTest -Dsurefire.failIfNoSpecifiedTests=false}, on a machine with nothing else
 * to do.
 */
@Tag("measure")
@Timeout(900)
class WorkerOverheadTest {
    private static final int ROUNDS = 9;
    private static final JobOptions EVERY_STEP = new JobOptions(Duration.ofNanos(1));

    @TempDir
    static Path home;

    private record Run(double millis, int previews) {}

    @Test
    void a_run_and_its_previews_cost_hardly_more_in_a_worker() throws Exception {
        StarterEngines engines = new StarterEngines(home);
        List<Run> quietHere = new ArrayList<>();
        List<Run> quietThere = new ArrayList<>();
        List<Run> liveHere = new ArrayList<>();
        List<Run> liveThere = new ArrayList<>();
        try (ImageGenerator here = engines.here();
                ImageGenerator there = engines.inAWorker()) {
            // Networks are loaded, code is compiled.
            run(here, EVERY_STEP);
            run(there, EVERY_STEP);
            run(here, EVERY_STEP);
            run(there, EVERY_STEP);
            for (int round = 0; round < ROUNDS; round++) {
                quietHere.add(run(here, JobOptions.quiet()));
                quietThere.add(run(there, JobOptions.quiet()));
                liveHere.add(run(here, EVERY_STEP));
                liveThere.add(run(there, EVERY_STEP));
            }
        }
        double here = median(quietHere);
        double there = median(quietThere);
        double percent = 100 * (there / here - 1);
        int previews = liveThere.getFirst().previews();
        double aPreview = ((median(liveThere) - there) - (median(liveHere) - here)) / previews;
        System.out.printf(
                Locale.ROOT,
                "a starter run: %.0f ms here, %.0f ms in a worker (%+.2f %%); with %d previews %.0f and %.0f ms, so %+.2f ms"
                        + " more a preview%n",
                here,
                there,
                percent,
                previews,
                median(liveHere),
                median(liveThere),
                aPreview);
        assertThat(percent).as("percent of a run").isLessThanOrEqualTo(1);
        assertThat(aPreview).as("milliseconds a preview").isLessThanOrEqualTo(5);
    }

    private static Run run(ImageGenerator generator, JobOptions options) throws Exception {
        long start = System.nanoTime();
        HeardJob heard = HeardJob.of(
                listener -> generator.submit(ImageRequest.Generate.of("a red bicycle", 1, 1), options, listener));
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        double millis = (System.nanoTime() - start) / 1e6;
        return new Run(millis, heard.of(JobEvent.Preview.class).size());
    }

    private static double median(List<Run> runs) {
        return runs.stream()
                .mapToDouble(Run::millis)
                .sorted()
                .skip(runs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
