package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

/** What a caller may rely on whatever happens inside: the order of events, and that every job has one end. */
@Timeout(120)
class JobsTest {
    private static final JobOptions PREVIEWS = new JobOptions(Duration.ofNanos(1));
    private static final Picture GREY = Picture.of(2, 1, new byte[] {90, 90, 90, -1, 90, 90, 90, -1});

    @TempDir
    Path folder;

    private LocalGenerator generator;

    private void open() throws Exception {
        open("decoder", UnaryOperator.identity());
    }

    private void open(String decoder, UnaryOperator<ModelSource> networks) throws Exception {
        generator = LocalGenerator.open(
                TinyPack.with(folder.resolve("pack"), decoder).open(),
                EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(1L << 30),
                networks);
    }

    @AfterEach
    void close() {
        generator.close();
    }

    private static ImageRequest owl(int candidates) {
        return ImageRequest.Generate.of("an owl", 41, candidates);
    }

    private Job submit(int candidates, Heard heard) {
        return generator.submit(owl(candidates), PREVIEWS, heard);
    }

    private Job rank(Heard heard) {
        return generator.analyse(new AnalysisRequest.Rank("an owl", List.of(GREY, GREY)), heard);
    }

    private void assertTheNextJobRuns() throws InterruptedException {
        Heard next = new Heard();
        submit(1, next);
        assertThat(next.end()).isInstanceOf(JobEvent.Completed.class);
    }

    /** One last event, and it is the last. Only after the generator is closed is it certain that nothing more comes. */
    private void assertOneEnd(Heard heard) {
        generator.close();
        assertThat(heard.of(JobEvent.Ended.class)).hasSize(1);
        assertThat(heard.events().getLast()).isInstanceOf(JobEvent.Ended.class);
        assertThat(heard.events().getFirst()).isInstanceOf(JobEvent.Queued.class);
    }

    // Order and threads

    @Test
    void aJobTellsQueuedThenItsPlanThenHowItGoesAndEndsOnce() throws Exception {
        open();
        Heard heard = new Heard();
        Job job = submit(2, heard);
        assertThat(job.ended().get(60, TimeUnit.SECONDS)).isEqualTo(heard.end());
        assertOneEnd(heard);
        assertThat(heard.events()).extracting(JobEvent::jobId).containsOnly(job.id());
        assertThat(heard.events().get(1)).isInstanceOf(JobEvent.Planned.class);
        assertThat(heard.of(JobEvent.CandidateReady.class))
                .extracting(ready -> ready.candidate().index())
                .containsExactly(0, 1);
        assertThat(heard.of(JobEvent.Completed.class).getFirst().ranking()).containsExactlyInAnyOrder(0, 1);
        assertThat(heard.of(JobEvent.Preview.class)).isNotEmpty();
        assertThat(heard.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::stage)
                .contains(JobEvent.Progress.LOAD, "prior", "decoder", "upsampler-16");
    }

    @Test
    void allEventsOfAllJobsComeOnOneThreadThatIsNotTheCallers() throws Exception {
        open();
        Heard first = new Heard();
        Heard second = new Heard();
        Heard third = new Heard();
        submit(1, first);
        submit(1, second).cancel();
        rank(third);
        third.end();
        Set<Thread> threads = first.threads();
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
        assertThat(second.threads()).isEqualTo(threads);
        assertThat(third.threads()).isEqualTo(threads);
    }

    @Test
    void progressNeverFallsInAFreshEngineThatHasItsCostsStillToLearn() throws Exception {
        open();
        Heard heard = new Heard();
        submit(3, heard);
        heard.end();
        double last = 0;
        double[] lastOf = new double[3];
        for (JobEvent.Progress progress : heard.of(JobEvent.Progress.class)) {
            assertThat(progress.fraction()).isBetween(last, 1.0);
            assertThat(progress.candidateFraction()).isBetween(lastOf[progress.candidate()], 1.0);
            last = progress.fraction();
            lastOf[progress.candidate()] = progress.candidateFraction();
        }
        assertThat(last).isEqualTo(1);
        assertThat(lastOf).containsOnly(1);
    }

    @Test
    void whatIsRefusedTellsNothing() throws Exception {
        open();
        Heard heard = new Heard();
        ImageRequest wrong = new ImageRequest.Generate(
                "an owl",
                studio.unclip.inference.api.Conditioning.DIFFUSION_PRIOR,
                new Sampling(
                        1,
                        1,
                        Map.of("decoder", StageSettings.DEFAULTS.withSampler("euler")),
                        NoiseOrder.STREAM_PER_STAGE));
        assertThatThrownBy(() -> generator.submit(wrong, PREVIEWS, heard)).isInstanceOf(InvalidRequestException.class);
        generator.close();
        assertThatThrownBy(() -> submit(1, heard)).isInstanceOf(GeneratorClosedException.class);
        assertThatThrownBy(() -> rank(heard)).isInstanceOf(GeneratorClosedException.class);
        assertThat(heard.events()).isEmpty();
    }

    // Analyses

    @Test
    void anAnalysisIsAJobLikeAnyOther() throws Exception {
        open();
        Heard heard = new Heard();
        Job job = rank(heard);
        assertThat(heard.end())
                .isInstanceOfSatisfying(
                        JobEvent.Analysed.class,
                        analysed -> assertThat(((AnalysisResult.Ranked) analysed.result()).similarities())
                                .hasSize(2));
        assertThat(job.ended().get(60, TimeUnit.SECONDS)).isEqualTo(heard.end());
        assertThat(heard.events().get(1)).isInstanceOf(JobEvent.Planned.class);
        assertThat(heard.of(JobEvent.Progress.class).getLast().fraction()).isEqualTo(1);
        Heard described = new Heard();
        generator.analyse(new AnalysisRequest.Describe(GREY, 2), described);
        assertThat(described.end()).isInstanceOf(JobEvent.Analysed.class);
        assertOneEnd(heard);
        assertOneEnd(described);
    }

    @Test
    void anAnalysisIsCancelledWhileItRunsAndWhileItWaits() throws Exception {
        BlockingSource[] networks = new BlockingSource[1];
        open("decoder", source -> networks[0] = new BlockingSource(source, "image-encoder"));
        Heard runs = new Heard();
        Heard waits = new Heard();
        Job running = rank(runs);
        Job waiting = rank(waits);
        networks[0].begun.await();
        waiting.cancel();
        assertThat(waits.end()).isInstanceOf(JobEvent.Cancelled.class);
        running.cancel();
        assertThat(runs.end()).isInstanceOf(JobEvent.Cancelled.class);
        networks[0].release.countDown();
        assertTheNextJobRuns();
        assertOneEnd(runs);
        assertOneEnd(waits);
    }

    // Cancel

    /** Loads one network only when it is told to, as a big one from a slow disk. */
    private static final class BlockingSource implements ModelSource {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final AtomicInteger opened = new AtomicInteger();
        private final ModelSource source;
        private final String role;

        BlockingSource(ModelSource source, String role) {
            this.source = source;
            this.role = role;
        }

        @Override
        public studio.unclip.inference.onnx.OnnxModel open(Component component) throws PackException {
            if (component.role().equals(role)) {
                opened.incrementAndGet();
                begun.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return source.open(component);
        }
    }

    @Test
    void aCancelDoesNotWaitForANetworkThatIsBeingLoadedAndTheNextJobTakesItOver() throws Exception {
        BlockingSource[] networks = new BlockingSource[1];
        open("decoder", source -> networks[0] = new BlockingSource(source, "decoder"));
        Heard heard = new Heard();
        Job job = submit(1, heard);
        networks[0].begun.await();
        job.cancel();
        assertThat(heard.end()).as("while it is still being loaded").isInstanceOf(JobEvent.Cancelled.class);
        Heard impatient = new Heard();
        Job second = submit(1, impatient);
        impatient.await(JobEvent.Planned.class::isInstance);
        second.cancel();
        assertThat(impatient.end()).as("while it waits for the other's").isInstanceOf(JobEvent.Cancelled.class);
        networks[0].release.countDown();
        assertTheNextJobRuns();
        assertThat(networks[0].opened).hasValue(1);
        assertOneEnd(heard);
        assertOneEnd(impatient);
    }

    @Test
    void aJobThatWaitsEndsWhenItIsCancelledNotWhenItsTurnComes() throws Exception {
        open("decoder-without-end", UnaryOperator.identity());
        Heard runs = new Heard();
        Heard waits = new Heard();
        Job running = submit(1, runs);
        Job waiting = submit(1, waits);
        runs.await(event -> event instanceof JobEvent.Progress p && p.stage().equals("decoder"));
        waiting.cancel();
        assertThat(waits.end()).isEqualTo(new JobEvent.Cancelled(waiting.id(), 0));
        assertThat(waits.of(JobEvent.Planned.class)).isEmpty();
        assertThat(runs.of(JobEvent.Ended.class)).as("the other still runs").isEmpty();
        running.cancel();
        assertThat(runs.end()).isInstanceOf(JobEvent.Cancelled.class);
        assertOneEnd(waits);
        assertOneEnd(runs);
    }

    @Test
    void cancellingAgainOrAfterTheEndChangesNothing() throws Exception {
        open();
        Heard heard = new Heard();
        Job job = submit(1, heard);
        heard.end();
        job.cancel();
        job.cancel();
        assertTheNextJobRuns();
        assertOneEnd(heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
    }

    @Test
    void aJobIsCancelledAlsoWhileItsListenerIsFarBehind() throws Exception {
        open();
        CountDownLatch heardEnough = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Heard heard = new Heard(event -> {
            if (event instanceof JobEvent.CandidateReady) {
                heardEnough.countDown();
                await(goOn);
            }
        });
        Job job = submit(ImageRequest.MAX_CANDIDATES, heard);
        heardEnough.await();
        job.cancel();
        goOn.countDown();
        assertThat(heard.end())
                .isInstanceOfSatisfying(
                        JobEvent.Cancelled.class,
                        cancelled -> assertThat(cancelled.ready())
                                .isEqualTo(
                                        heard.of(JobEvent.CandidateReady.class).size())
                                .isLessThan(ImageRequest.MAX_CANDIDATES));
        assertOneEnd(heard);
    }

    // Close

    @Test
    void closingCancelsWhatRunsAndWhatWaitsAndEveryJobHasItsEnd() throws Exception {
        open("decoder-without-end", UnaryOperator.identity());
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(new Heard());
            submit(1, all.getLast());
            all.add(new Heard());
            rank(all.getLast());
        }
        all.getFirst()
                .await(event ->
                        event instanceof JobEvent.Progress p && p.stage().equals("decoder"));
        generator.close();
        assertThat(all).allSatisfy(heard -> {
            assertThat(heard.of(JobEvent.Ended.class)).singleElement().isInstanceOf(JobEvent.Cancelled.class);
            assertThat(heard.events().getLast()).isInstanceOf(JobEvent.Cancelled.class);
        });
    }

    @Test
    void aListenerMayCloseTheGenerator() throws Exception {
        open();
        Heard heard = new Heard(event -> {
            if (event instanceof JobEvent.Preview) {
                generator.close();
            }
        });
        submit(ImageRequest.MAX_CANDIDATES, heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Cancelled.class);
        assertOneEnd(heard);
    }

    // Faults

    static Stream<Throwable> whateverCanBeThrown() {
        return Stream.of(
                new NoClassDefFoundError("studio/unclip/Missing"),
                new StackOverflowError(),
                new OutOfMemoryError("Java heap space"),
                new AssertionError("not as it should be"),
                new IllegalStateException("a fault"));
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeThrown")
    void whateverIsThrownInsideTheJobEndsOnceAndTheNextRuns(Throwable thrown) throws Exception {
        AtomicReference<Throwable> once = new AtomicReference<>(thrown);
        open("decoder", source -> component -> {
            if (component.role().equals("upsampler-16")) {
                Throwable now = once.getAndSet(null);
                if (now instanceof Error error) {
                    throw error;
                }
                if (now instanceof RuntimeException exception) {
                    throw exception;
                }
            }
            return source.open(component);
        });
        Heard heard = new Heard();
        Job job = submit(1, heard);
        assertThat(heard.end())
                .isInstanceOfSatisfying(
                        JobEvent.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isInstanceOf(
                                        thrown instanceof OutOfMemoryError
                                                ? JobFailure.OutOfMemory.class
                                                : JobFailure.Internal.class));
        assertThat(job.ended().get(60, TimeUnit.SECONDS)).isEqualTo(heard.end());
        assertTheNextJobRuns();
        assertOneEnd(heard);
    }

    /** Opens a pack of which one network takes more memory than there is. */
    private void openWithTooLarge(String role) throws Exception {
        open("decoder", source -> component -> {
            if (component.role().equals(role)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return source.open(component);
        });
    }

    /** Of candidates that are kept a request for pictures can speak, by the number in its last event, and no analysis. */
    @Test
    void outOfMemoryIsToldInWordsThatAreTrueOfAnAnalysis() throws Exception {
        openWithTooLarge(Roles.IMAGE_ENCODER);
        Heard heard = new Heard();
        rank(heard);
        assertThat(heard.end()).isInstanceOfSatisfying(JobEvent.Failed.class, failed -> {
            assertThat(failed.failure())
                    .isEqualTo(new JobFailure.OutOfMemory(
                            "There was not enough memory for this. Close other programs, or give Java more memory."));
            assertThat(failed.ready()).isZero();
        });
    }

    static Stream<Arguments> whatCanBeWrongWithAPack() {
        return Stream.of(
                Arguments.of(
                        new PackProblem.Io("tiny", "input/output error", "Check the disk"),
                        JobFailure.DiskFailed.class),
                Arguments.of(
                        new PackProblem.Unsupported("tiny", "too new", "Update"), JobFailure.PackUnsupported.class),
                Arguments.of(new PackProblem.Damaged("tiny", "changed", "Repair"), JobFailure.PackDamaged.class),
                Arguments.of(new PackProblem.Missing("tiny", "gone", "Install"), JobFailure.PackDamaged.class),
                Arguments.of(new PackProblem.Hostile("tiny", "evil", "Remove"), JobFailure.PackDamaged.class));
    }

    @ParameterizedTest
    @MethodSource("whatCanBeWrongWithAPack")
    void diskErrorsUnsupportedPacksAndDamagedPacksAreToldApart(PackProblem problem, Class<?> expected)
            throws Exception {
        open("decoder", source -> component -> {
            throw new PackException(problem);
        });
        Heard heard = new Heard();
        submit(1, heard);
        assertThat(heard.end()).isInstanceOfSatisfying(JobEvent.Failed.class, failed -> {
            assertThat(failed.failure()).isInstanceOf(expected);
            assertThat(failed.failure().message()).isEqualTo(problem.message());
        });
    }

    @Test
    void aListenerThatThrowsLosesNothing() throws Exception {
        open();
        Heard heard = new Heard(event -> {
            if (event instanceof JobEvent.Progress) {
                throw new IllegalStateException("a listener's fault");
            }
            throw new AssertionError("a listener's error");
        });
        Job job = submit(2, heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        assertThat(job.ended().get(60, TimeUnit.SECONDS)).isEqualTo(heard.end());
        assertThat(heard.of(JobEvent.CandidateReady.class)).hasSize(2);
        assertTheNextJobRuns();
        assertOneEnd(heard);
    }

    // Pictures that are none

    @Test
    void aCandidateThatIsNotFiniteFailsAloneAndTheOthersAreKept() throws Exception {
        open("decoder-sometimes-not-finite", UnaryOperator.identity());
        Heard heard = new Heard();
        submit(8, heard);
        JobEvent.Ended end = heard.end();
        List<Integer> failed = heard.of(JobEvent.CandidateFailed.class).stream()
                .map(JobEvent.CandidateFailed::candidate)
                .toList();
        List<Integer> ready = heard.of(JobEvent.CandidateReady.class).stream()
                .map(event -> event.candidate().index())
                .toList();
        assertThat(failed).isNotEmpty().doesNotContainAnyElementsOf(ready);
        assertThat(ready).isNotEmpty().hasSize(8 - failed.size());
        assertThat(heard.of(JobEvent.CandidateFailed.class))
                .allSatisfy(event -> assertThat(event.failure())
                        .isInstanceOfSatisfying(
                                JobFailure.NotFinite.class,
                                why -> assertThat(why.stage()).isEqualTo("decoder")));
        assertThat(end)
                .isInstanceOfSatisfying(
                        JobEvent.Completed.class,
                        completed -> assertThat(completed.ranking()).containsExactlyInAnyOrderElementsOf(ready));
    }

    @Test
    void whereNoCandidateIsFiniteTheJobFailsAndSaysWhy() throws Exception {
        open("decoder-sometimes-not-finite", UnaryOperator.identity());
        Heard eight = new Heard();
        submit(8, eight);
        eight.end();
        int bad = eight.of(JobEvent.CandidateFailed.class).getFirst().candidate();
        Heard alone = new Heard();
        generator.submit(ImageRequest.Generate.of("an owl", 41L + bad, 1), PREVIEWS, alone);
        assertThat(alone.end())
                .isInstanceOfSatisfying(
                        JobEvent.Failed.class,
                        failed -> assertThat(failed.failure()).isInstanceOf(JobFailure.NotFinite.class));
    }

    @Test
    void aPictureOfOneColourComesWithAWarning() throws Exception {
        open("decoder-of-one-colour", UnaryOperator.identity());
        Heard flat = new Heard();
        submit(1, flat);
        flat.end();
        Candidate candidate = flat.of(JobEvent.CandidateReady.class).getFirst().candidate();
        assertThat(candidate.warnings()).containsExactly(Candidate.Warning.ONE_COLOUR);
        generator.close();
        folder = folder.resolve("sound");
        open();
        Heard sound = new Heard();
        submit(1, sound);
        sound.end();
        assertThat(sound.of(JobEvent.CandidateReady.class)
                        .getFirst()
                        .candidate()
                        .warnings())
                .isEmpty();
    }

    // Memory

    @Test
    void finishedCandidatesAreTheListenersToKeepOrToLetGo() throws Exception {
        open();
        List<WeakReference<Picture>> pictures = new ArrayList<>();
        AtomicInteger stillThere = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        generator.submit(owl(ImageRequest.MAX_CANDIDATES), JobOptions.quiet(), event -> {
            if (event instanceof JobEvent.CandidateReady ready) {
                pictures.add(new WeakReference<>(ready.candidate().picture()));
            }
            if (event instanceof JobEvent.Ended) {
                System.gc();
                pictures.forEach(picture -> stillThere.addAndGet(picture.get() == null ? 0 : 1));
                done.countDown();
            }
        });
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(pictures).hasSize(ImageRequest.MAX_CANDIDATES);
        assertThat(stillThere.get()).as("pictures held at the end").isLessThanOrEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
