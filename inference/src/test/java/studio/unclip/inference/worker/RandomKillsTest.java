package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;

/** Kills at random instants, under a queue that is never empty. */
class RandomKillsTest {
    private static final int FEW = 20;
    private static final int MANY = 200;

    @TempDir
    Path temporary;

    @Test
    @Timeout(180)
    void noneIsLostInSilenceNoneToldTwiceNothingLeftBehind() throws Exception {
        kill(FEW, 2611);
    }

    /** {@code mvn -pl inference test -Dgroups=measure -Dtest=RandomKillsTest}. */
    @Test
    @Tag("measure")
    @Timeout(900)
    void twoHundred() throws Exception {
        kill(MANY, System.nanoTime());
    }

    private void kill(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        String before = System.setProperty("java.io.tmpdir", temporary.toString());
        WorkerGenerator generator;
        long filesBefore;
        List<Heard> all = new ArrayList<>();
        try {
            generator = TestWorkers.open(TestWorkers.PATIENCE);
            // The first has opened what every later one finds open: logs, classes.
            killOne(generator, random, all);
            all.getLast().ended();
            filesBefore = TestWorkers.openFiles();
            for (int i = 1; i < kills; i++) {
                killOne(generator, random, all);
            }
            for (Heard heard : all) {
                heard.ended();
            }
            Heard last = Heard.submit(generator, "an owl", 2);
            assertThat(last.ended()).as("seed %d", seed).isInstanceOf(JobEvent.Completed.class);
            generator.close();
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        for (Heard heard : all) {
            // Ended once, in order, in its own name (Heard.ended), and a failure counts what was told as ready.
            JobEvent.Ended ended = heard.ended();
            assertThat(heard.ready()).as("seed %d", seed).doesNotHaveDuplicates();
            if (ended instanceof JobEvent.Failed failed) {
                assertThat(failed.failure()).as("seed %d", seed).isInstanceOf(JobFailure.EngineDied.class);
                assertThat(failed.ready())
                        .as("seed %d", seed)
                        .isEqualTo(heard.ready().size());
            } else {
                assertThat(ended).as("seed %d", seed).isInstanceOf(JobEvent.Completed.class);
                assertThat(heard.ready()).as("seed %d", seed).containsExactly(0, 1, 2);
            }
        }
        assertThat(all.stream().filter(Heard::failed))
                .as("seed %d: kills that hit", seed)
                .hasSizeGreaterThan(kills / 4);
        assertThat(TestWorkers.zombies()).isEmpty();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(TestWorkers.openFiles()).as("open files").isLessThanOrEqualTo(filesBefore);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads of workers that are gone")
                .noneMatch(thread -> thread.getName().startsWith("unclip-worker"));
    }

    /** Gives it work, waits up to the length of a start and a job, and kills. */
    private static void killOne(WorkerGenerator generator, Random random, List<Heard> all) throws Exception {
        all.add(Heard.submit(generator, "an owl", 3));
        Thread.sleep(Duration.ofMillis(random.nextInt(900)));
        generator.pid().ifPresent(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
