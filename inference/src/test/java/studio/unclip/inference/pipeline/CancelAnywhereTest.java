package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/**
 * Cancels of the starter pack's jobs at random instants: while networks are loaded, in every stage, while the noise of the
 * largest is drawn, in analyses, and while the job waits for another. Whatever the instant, the job ends once and nothing
 * follows; how soon is measured when asked for, on a quiet machine: {@code mvn -pl inference test -Dgroups=measure
 * -Dtest=CancelAnywhereTest}.
 */
class CancelAnywhereTest {
    /** After the event the instant is counted from, at most: as long as the longest call of a network, about. */
    private static final int LATER_NANOS = 200_000_000;

    /** Events of a job, about: its last stage is the longest, and must be among the instants. */
    private static final int EVENTS = 40;

    /** A fresh engine, whose networks are not loaded, every so many cancels. */
    private static final int FRESH = 10;

    /** Every stage runs, and none so long that most instants fall into it. */
    private static final ImageRequest OWL = new ImageRequest.Generate(
            "an owl at night",
            Conditioning.DIFFUSION_PRIOR,
            new Sampling(
                    7,
                    1,
                    Map.of(
                            "prior", StageSettings.DEFAULTS.withSteps(8).withSamples(1),
                            "decoder", StageSettings.DEFAULTS.withSteps(8)),
                    NoiseOrder.STREAM_PER_STAGE));

    /** @param where what was at work, by the last event heard */
    private record Cancelled(String where, long nanos) {}

    private final Pack pack;
    private LocalGenerator generator;

    CancelAnywhereTest() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        pack = new PackOpener(Understood.ofThisStudio()).openVerified(folder.toAbsolutePath(), Watcher.silent());
    }

    @Test
    @Timeout(600)
    void wheneverAJobIsCancelledItEndsOnceAndNothingFollows() throws Exception {
        cancels(50, 1);
    }

    @Test
    @Tag("measure")
    @Timeout(7200)
    void ninetyNineOfAHundredCancelsEndWithinAQuarterOfASecond() throws Exception {
        List<Cancelled> all = cancels(Integer.getInteger("unclip.cancels", 1000), 2);
        long[] millis = all.stream()
                .mapToLong(c -> TimeUnit.NANOSECONDS.toMillis(c.nanos()))
                .sorted()
                .toArray();
        Map<String, List<Long>> byPlace = new TreeMap<>();
        all.forEach(c -> byPlace.computeIfAbsent(c.where(), _ -> new ArrayList<>())
                .add(TimeUnit.NANOSECONDS.toMillis(c.nanos())));
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%d cancels: p50 %d ms, p99 %d ms, most %d ms%n",
                millis.length,
                at(millis, .5),
                at(millis, .99),
                millis[millis.length - 1]));
        byPlace.forEach((where, times) -> table.append(
                String.format(Locale.ROOT, "%-24s %4d, most %d ms%n", where, times.size(), Collections.max(times))));
        System.out.println(table);
        assertThat(at(millis, .99)).as(table.toString()).isLessThanOrEqualTo(250);
    }

    private static long at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(quantile * sorted.length) - 1)];
    }

    /** So many jobs, each cancelled once; where it was and how long it took to end. */
    private List<Cancelled> cancels(int count, long seed) throws Exception {
        Random random = new Random(seed);
        List<Cancelled> all = new ArrayList<>();
        for (int i = 0; all.size() < count; i++) {
            if (i % FRESH == 0) {
                reopen();
            }
            boolean waits = random.nextInt(6) == 0;
            Heard before = new Heard();
            Job ahead = waits ? generate(before) : null;
            Heard heard = new Heard();
            Job job = random.nextInt(4) == 0 ? analyse(random, heard) : generate(heard);
            heard.awaitEvents(waits ? 1 : 1 + random.nextInt(EVENTS));
            LockSupport.parkNanos(random.nextInt(LATER_NANOS));
            String where = where(heard);
            long asked = System.nanoTime();
            job.cancel();
            JobEvent.Ended end = heard.end();
            if (end instanceof JobEvent.Cancelled) {
                all.add(new Cancelled(waits ? "waiting" : where, System.nanoTime() - asked));
            }
            if (ahead != null) {
                ahead.cancel();
                before.end();
                check(before);
            }
            check(heard);
        }
        generator.close();
        return all;
    }

    private void reopen() throws Exception {
        if (generator != null) {
            generator.close();
        }
        generator = LocalGenerator.open(pack, EngineOptions.forThisMachine());
    }

    private Job generate(Heard heard) {
        return generator.submit(OWL, JobOptions.live(), heard);
    }

    private Job analyse(Random random, Heard heard) {
        byte[] noise = new byte[512 * 512 * 4];
        random.nextBytes(noise);
        Picture picture = Picture.of(512, 512, noise);
        return switch (random.nextInt(3)) {
            case 0 -> generator.analyse(new AnalysisRequest.Describe(picture, 8), heard);
            case 1 ->
                generator.analyse(
                        new AnalysisRequest.Classify(picture, Collections.nCopies(20, "an owl"), "a picture of {}"),
                        heard);
            default -> generator.analyse(new AnalysisRequest.Rank("an owl", Collections.nCopies(20, picture)), heard);
        };
    }

    /** The stage or component at work by the last progress heard. */
    private static String where(Heard heard) {
        List<JobEvent.Progress> progress = heard.of(JobEvent.Progress.class);
        return progress.isEmpty() ? "begun" : progress.getLast().stage();
    }

    private static void check(Heard heard) {
        assertThat(heard.of(JobEvent.Ended.class)).hasSize(1);
        assertThat(heard.events().getLast()).isInstanceOf(JobEvent.Ended.class);
    }
}
