package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.Thrift;

/** However a worker ends, it costs one job, which says why, and no more. */
@Timeout(120)
class WorkerDeathTest {
    /** Longer than a busy machine takes for what does happen. */
    private static final Duration SHORT = Duration.ofSeconds(5);

    private WorkerGenerator generator;

    @AfterEach
    void close() {
        if (generator != null) {
            generator.close();
        }
    }

    private void open(Patience patience) {
        generator = TestWorkers.open(patience);
    }

    /** The job failed for the worker's death, the first candidate is kept, and the next job is made by another worker. */
    private void costsOneJob(Heard heard, Class<? extends JobFailure> kind, String... words) throws Exception {
        JobEvent.Ended ended = heard.ended();
        assertThat(ended).isInstanceOf(JobEvent.Failed.class);
        JobEvent.Failed failed = (JobEvent.Failed) ended;
        assertThat(failed.failure()).isInstanceOf(kind);
        assertThat(failed.failure().message())
                .contains(words)
                .contains("starts again")
                .doesNotContain("\n");
        assertThat(heard.ready()).containsExactly(0);
        assertThat(failed.ready()).isEqualTo(1);
        nextJobIsMade();
    }

    private void nextJobIsMade() throws Exception {
        Heard next = Heard.submit(generator, "an owl", 2);
        assertThat(next.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(next.ready()).containsExactly(0, 1);
        assertThat(next.saidThatItLoads()).isTrue();
    }

    private static boolean secondCandidateBegins(JobEvent event) {
        return event instanceof JobEvent.Progress progress && progress.candidate() == 1;
    }

    @Test
    void killedByHandWhileAnotherJobWaits() throws Exception {
        open(TestWorkers.PATIENCE);
        Heard heard = Heard.submit(generator, "an owl", 2, WorkerDeathTest::secondCandidateBegins);
        Heard waiting = Heard.submit(generator, "a fox", 2);
        heard.awaitSeen();
        TestWorkers.process(generator).destroyForcibly();

        assertThat(waiting.ended()).as("what waited").isInstanceOf(JobEvent.Completed.class);
        assertThat(waiting.saidThatItLoads()).isTrue();
        assertThat(heard.ended()).isInstanceOf(JobEvent.Failed.class);
        assertThat(((JobEvent.Failed) heard.ended()).failure().message())
                .isEqualTo("The engine's process was killed, by hand or by the system for want of memory. The engine"
                        + " starts again with the next job.");
        assertThat(heard.ready()).containsExactly(0);
    }

    /** So do systems that run out of memory; it says so and begins once more with one network at a time. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void killedWithSeveralNetworksLoadedTheJobBeginsAnewWithOneAtATime() throws Exception {
        generator = WorkerGenerator.open(
                new PacedGenerator.Preflight(3), TestWorkers.launch("honest"), TestWorkers.PATIENCE);
        Heard heard = Heard.submit(generator, "too much at once", 2);
        Heard waiting = Heard.submit(generator, "too much at once", 2);
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.ready()).as("each once").containsExactly(0, 1);
        assertThat(lowered(heard)).hasSize(1);
        assertThat(lowered(heard).getFirst().words().orElseThrow()).contains("killed", "one after another");
        assertThat(lowered(heard).getFirst().plan().peakBytes()).isEqualTo(3);

        assertThat(waiting.ended()).as("what waited").isInstanceOf(JobEvent.Completed.class);
        assertThat(lowered(waiting)).isEmpty();
        assertThat(waiting.events)
                .filteredOn(JobEvent.Planned.class::isInstance)
                .as("planned for one at a time")
                .allSatisfy(e ->
                        assertThat(((JobEvent.Planned) e).plan().peakBytes()).isEqualTo(3));

        generator.rest();
        Heard later = Heard.submit(generator, "too much at once", 2);
        assertThat(later.ended()).as("by another worker").isInstanceOf(JobEvent.Completed.class);
        assertThat(lowered(later)).isEmpty();
    }

    /** A step at a time, each told. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void killedAgainItWorksInTilesWhereThatNeedsLess() throws Exception {
        generator = WorkerGenerator.open(
                new PacedGenerator.Preflight(3, true), TestWorkers.launch("honest"), TestWorkers.PATIENCE);
        Heard heard = Heard.submit(generator, "too much in one piece", 2);
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.ready()).as("each once").containsExactly(0, 1);
        assertThat(lowered(heard))
                .extracting(JobEvent.PlanLowered::thrift)
                .containsExactly(Thrift.IN_TURN, Thrift.IN_TILES);
        assertThat(lowered(heard).getLast().plan().inTiles()).isTrue();
        assertThat(lowered(heard).getLast().words().orElseThrow()).contains("overlapping parts");

        generator.rest();
        Heard later = Heard.submit(generator, "too much in one piece", 2);
        assertThat(later.ended()).as("by another worker").isInstanceOf(JobEvent.Completed.class);
        assertThat(lowered(later)).isEmpty();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void killedWithOneNetworkAtATimeItFails() throws Exception {
        generator = WorkerGenerator.open(
                new PacedGenerator.Preflight(3), TestWorkers.launch("honest"), TestWorkers.PATIENCE);
        Heard heard = Heard.submit(generator, "too much in any case", 2);
        assertThat(heard.ended()).isInstanceOfSatisfying(JobEvent.Failed.class, failed -> {
            assertThat(failed.failure()).isInstanceOf(JobFailure.EngineDied.class);
            assertThat(failed.ready()).isEqualTo(1);
        });
        assertThat(lowered(heard)).hasSize(1);
        nextJobIsMade();
    }

    private static List<JobEvent.PlanLowered> lowered(Heard heard) {
        return heard.events.stream()
                .filter(JobEvent.PlanLowered.class::isInstance)
                .map(JobEvent.PlanLowered.class::cast)
                .toList();
    }

    @Test
    void killedWhileNothingRunsItCostsNothing() throws Exception {
        open(TestWorkers.PATIENCE);
        ProcessHandle idle = TestWorkers.process(generator);
        idle.destroyForcibly();
        idle.onExit().get(10, TimeUnit.SECONDS);
        while (generator.pid().isPresent()) {
            Thread.onSpinWait();
        }
        nextJobIsMade();
    }

    @ParameterizedTest
    @CsvSource({"exit, exit code 7", "crash, crashed"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void endedByItself(String prompt, String words) throws Exception {
        open(TestWorkers.PATIENCE);
        costsOneJob(Heard.submit(generator, prompt, 2), JobFailure.EngineDied.class, words);
    }

    /** A driver may take the process down: the job is lost, and the device is not tried again. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void afterACrashOnAnotherDeviceTheNextWorkerIsStartedOnTheCpu() throws Exception {
        generator = WorkerGenerator.open(
                new PacedGenerator.Preflight(1),
                TestWorkers.launch("honest"),
                Optional.of(TestWorkers.launch("honest", "cpu")),
                TestWorkers.PATIENCE);
        assertThat(generator.device().id()).isEqualTo("device 9");
        costsOneJob(Heard.submit(generator, "crash", 2), JobFailure.EngineDied.class, "crashed");
        assertThat(generator.device().id()).isEqualTo("cpu");
        costsOneJob(Heard.submit(generator, "crash", 2), JobFailure.EngineDied.class, "crashed");
        assertThat(generator.device().id()).isEqualTo("cpu");
    }

    @Test
    void aDeviceThatTakesTheProcessDownUnderASliderIsLeft() throws Exception {
        generator = WorkerGenerator.open(
                new PacedGenerator.Preflight(1),
                TestWorkers.launch("honest"),
                Optional.of(TestWorkers.launch("honest", "cpu")),
                TestWorkers.PATIENCE);
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                PacedGenerator.picture(1),
                "an owl",
                "crash",
                ImageRequest.DiffWay.PRIOR,
                1,
                Optional.empty(),
                Sampling.of(1));
        try (PreparedEdit edit = generator.prepare(diff, heard::add)) {
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isInstanceOf(EditEvent.Prepared.class);
            edit.preview(0.5);
            EditEvent.Failed failed = (EditEvent.Failed) heard.poll(60, TimeUnit.SECONDS);
            assertThat(failed.failure()).isInstanceOf(JobFailure.EngineDied.class);
        }
        assertThat(Heard.submit(generator, "an owl", 1).ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(generator.device().id()).isEqualTo("cpu");
    }

    @Test
    void whatCannotEvenOpenOnAnotherDeviceIsOpenedOnTheCpu() throws Exception {
        generator = WorkerGenerator.open(
                new PacedGenerator.Preflight(1),
                TestWorkers.launch("gone at once"),
                Optional.of(TestWorkers.launch("honest", "cpu")),
                TestWorkers.PATIENCE);
        assertThat(generator.device().id()).isEqualTo("cpu");
        assertThat(Heard.submit(generator, "an owl", 1).ended()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void outOfMemory() throws Exception {
        open(TestWorkers.PATIENCE);
        costsOneJob(Heard.submit(generator, "out of memory", 2), JobFailure.OutOfMemory.class, "memory");
    }

    @Test
    void outOfMemoryInAnAnalysisSpeaksOfNoCandidates() throws Exception {
        open(TestWorkers.PATIENCE);
        Picture grey = Picture.of(1, 1, new byte[] {9, 9, 9, -1});
        Job job = generator.analyse(new AnalysisRequest.Rank("out of memory", List.of(grey)), event -> {});
        assertThat(job.ended().get(60, TimeUnit.SECONDS))
                .isEqualTo(new JobEvent.Failed(
                        job.id(),
                        new JobFailure.OutOfMemory(
                                "The engine ran out of memory. Close other programs, ask for less, or"
                                        + " use a smaller pack. The engine starts again with the next job."),
                        0));
        nextJobIsMade();
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theProcessStandsStill() throws Exception {
        Patience p = TestWorkers.PATIENCE;
        open(new Patience(p.start(), SHORT, p.step(), p.load(), p.cancel()));
        Heard heard = Heard.submit(generator, "an owl", 2, WorkerDeathTest::secondCandidateBegins);
        heard.awaitSeen();
        new ProcessBuilder("kill", "-STOP", String.valueOf(generator.pid().orElseThrow()))
                .start()
                .waitFor();
        costsOneJob(heard, JobFailure.EngineDied.class, "did not answer for 5 seconds");
    }

    @Test
    void theJobStandsStill() throws Exception {
        Patience p = TestWorkers.PATIENCE;
        open(new Patience(p.start(), p.silence(), SHORT, p.load(), p.cancel()));
        costsOneJob(
                Heard.submit(generator, "a step that does not return", 2),
                JobFailure.EngineDied.class,
                "did not answer");
    }

    @Test
    void aListenerThatTakesLongIsNoSilence() throws Exception {
        Patience p = TestWorkers.PATIENCE;
        open(new Patience(p.start(), SHORT, SHORT, p.load(), p.cancel()));
        Heard heard = Heard.submit(generator, "an owl", 2, event -> {
            if (secondCandidateBegins(event) && ((JobEvent.Progress) event).step() == 1) {
                sleep(SHORT.plusSeconds(2).toMillis());
            }
            return false;
        });
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(heard.ready()).containsExactly(0, 1);
    }

    @Test
    void aCancelThatIsNotHeededKills() throws Exception {
        open(TestWorkers.PATIENCE);
        Heard heard = Heard.submit(
                generator,
                "a step that does not return",
                2,
                event -> event instanceof JobEvent.Progress progress
                        && progress.candidate() == 1
                        && progress.step() == PacedGenerator.STEPS / 2 - 1);
        heard.awaitSeen();
        heard.job().cancel();
        assertThat(heard.ended()).isEqualTo(new JobEvent.Cancelled(heard.job().id(), 1));
        assertThat(heard.ready()).containsExactly(0);
        nextJobIsMade();
    }

    @Test
    void aCancelThatIsHeededKillsNothing() throws Exception {
        open(TestWorkers.PATIENCE);
        long before = generator.pid().orElseThrow();
        Heard heard = Heard.submit(generator, "an owl", 50, WorkerDeathTest::secondCandidateBegins);
        heard.awaitSeen();
        heard.job().cancel();
        assertThat(heard.ended()).isInstanceOf(JobEvent.Cancelled.class);
        assertThat(Heard.submit(generator, "an owl", 1).ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(generator.pid()).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource({
        "other version, of another version than this program",
        "garbage, began with something else than a greeting",
        "too long a frame, a header of 2147483647 bytes",
        "no message, it cannot be read",
        "an answer to no question, an answer to no question",
        "gone at once, exit code 0",
        "no such mode, exit code 1"
    })
    void whatIsNoWorkerIsRefusedInOneSentence(String mode, String words) {
        assertThatThrownBy(() -> WorkerGenerator.open(
                        new PacedGenerator.Preflight(1), TestWorkers.launch(mode), TestWorkers.PATIENCE))
                .isInstanceOfSatisfying(
                        GenerationException.class,
                        e -> assertThat(e.failure()).isInstanceOf(JobFailure.EngineDied.class))
                .hasMessageContaining(words);
    }

    @Test
    void whatSaysNothingIsNotWaitedForForEver() {
        Patience p = TestWorkers.PATIENCE;
        assertThatThrownBy(() -> WorkerGenerator.open(
                        new PacedGenerator.Preflight(1),
                        TestWorkers.launch("silent"),
                        new Patience(Duration.ofMillis(500), p.silence(), p.step(), p.load(), p.cancel())))
                .isInstanceOf(GenerationException.class)
                .hasMessageContaining("did not answer");
    }

    @Test
    void whatTheWorkerCannotOpenIsToldAsItSaysIt() {
        assertThatThrownBy(() -> WorkerGenerator.open(
                        new PacedGenerator.Preflight(1), TestWorkers.launch("refusing"), TestWorkers.PATIENCE))
                .isInstanceOfSatisfying(
                        GenerationException.class,
                        e -> assertThat(e.failure()).isEqualTo(new JobFailure.DeviceFailed("There is no device 9.")));
    }

    @ParameterizedTest
    @CsvSource({"print", "print in C", "much on stderr"})
    void whatIsPrintedIsNoMessage(String prompt) throws Exception {
        open(TestWorkers.PATIENCE);
        assertThat(Heard.submit(generator, prompt, 2).ended()).isInstanceOf(JobEvent.Completed.class);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
