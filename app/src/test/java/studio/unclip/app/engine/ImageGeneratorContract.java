package studio.unclip.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** What the port promises, for whoever stands behind it: nothing above it can tell which of them does. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ImageGeneratorContract {
    private static final Map<String, StageSettings> FEW_STEPS = Map.of(
            "prior", StageSettings.DEFAULTS.withSteps(2).withSamples(1),
            "decoder", StageSettings.DEFAULTS.withSteps(2),
            "upsampler-256", StageSettings.DEFAULTS.withSteps(1));

    private ImageGenerator generator;

    /** A new one, whose next jobs take a while each. */
    abstract ImageGenerator open() throws Exception;

    @BeforeAll
    void openOne() throws Exception {
        generator = open();
    }

    @AfterAll
    void closeIt() {
        generator.close();
    }

    final ImageGenerator generator() {
        return generator;
    }

    static ImageRequest.Generate few(int candidates) {
        return request(candidates, FEW_STEPS);
    }

    /** So many pictures that no test waits for the last. */
    private static ImageRequest endless() {
        return few(ImageRequest.MAX_CANDIDATES);
    }

    private static ImageRequest.Generate request(int candidates, Map<String, StageSettings> stages) {
        return new ImageRequest.Generate(
                "an owl at night",
                Conditioning.DIFFUSION_PRIOR,
                new Sampling(41, candidates, stages, NoiseOrder.STREAM_PER_STAGE));
    }

    private HeardJob submit(ImageRequest request) {
        return HeardJob.of(listener -> generator.submit(request, JobOptions.live(), listener));
    }

    @Test
    void a_job_tells_that_it_waits_what_it_needs_how_it_goes_and_ends_once() throws Exception {
        HeardJob heard = submit(few(2));
        assertThat(heard.ended())
                .isInstanceOfSatisfying(
                        JobEvent.Completed.class,
                        completed -> assertThat(completed.ranking()).containsExactlyInAnyOrder(0, 1));
        assertThat(heard.events().get(0)).isInstanceOf(JobEvent.Queued.class);
        assertThat(heard.events().get(1)).isInstanceOf(JobEvent.Planned.class);
        assertThat(heard.of(JobEvent.Queued.class)).hasSize(1);
        assertThat(heard.of(JobEvent.Planned.class)).hasSize(1);
        assertThat(heard.of(JobEvent.Ended.class)).hasSize(1);
        assertThat(heard.of(JobEvent.CandidateReady.class))
                .extracting(ready -> ready.candidate().index())
                .containsExactly(0, 1);
        assertThat(heard.of(JobEvent.Progress.class)).isNotEmpty();
        JobEvent.Planned planned = heard.of(JobEvent.Planned.class).getFirst();
        assertThat(heard.of(JobEvent.Preview.class))
                .isNotEmpty()
                .allSatisfy(preview -> assertThat(planned.plan().views()).contains(preview.area()));
        assertThat(heard.events())
                .extracting(JobEvent::jobId)
                .containsOnly(heard.job().id());
    }

    @Test
    void progress_never_falls() throws Exception {
        HeardJob heard = submit(few(2));
        heard.ended();
        assertThat(heard.of(JobEvent.Progress.class))
                .extracting(JobEvent.Progress::fraction)
                .isSorted()
                .allSatisfy(fraction -> assertThat(fraction).isBetween(0.0, 1.0));
    }

    @Test
    void jobs_run_one_at_a_time_in_order_and_are_told_on_one_thread() throws Exception {
        List<JobEvent> all = new ArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        List<HeardJob> jobs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            jobs.add(HeardJob.of(listener -> generator.submit(few(1), JobOptions.quiet(), event -> {
                all.add(event);
                threads.add(Thread.currentThread());
                listener.accept(event);
            })));
        }
        for (HeardJob job : jobs) {
            assertThat(job.ended()).isInstanceOf(JobEvent.Completed.class);
        }
        assertThat(threads).hasSize(1).doesNotContain(Thread.currentThread());
        assertThat(all.stream()
                        .filter(event -> !(event instanceof JobEvent.Queued))
                        .map(JobEvent::jobId)
                        .distinct())
                .containsExactlyElementsOf(
                        jobs.stream().map(job -> job.job().id()).toList());
        List<Class<?>> turns = all.stream()
                .filter(event -> event instanceof JobEvent.Planned || event instanceof JobEvent.Ended)
                .<Class<?>>map(JobEvent::getClass)
                .toList();
        assertThat(turns)
                .as("the next begins after the end of the one before")
                .containsExactly(
                        JobEvent.Planned.class,
                        JobEvent.Completed.class,
                        JobEvent.Planned.class,
                        JobEvent.Completed.class,
                        JobEvent.Planned.class,
                        JobEvent.Completed.class);
    }

    @Test
    void one_request_gives_one_picture() throws Exception {
        Candidate first = made(generator, few(1));
        assertThat(made(generator, few(1)).picture()).isEqualTo(first.picture());
        assertThat(made(generator, first.recipe().toRequest(List.of())).picture())
                .isEqualTo(first.picture());
    }

    static Candidate made(ImageGenerator by, ImageRequest request) throws Exception {
        HeardJob heard = HeardJob.of(listener -> by.submit(request, JobOptions.quiet(), listener));
        assertThat(heard.ended()).isInstanceOf(JobEvent.Completed.class);
        return heard.of(JobEvent.CandidateReady.class).getFirst().candidate();
    }

    @Test
    void a_cancel_ends_a_job_that_waits_now_and_one_that_runs_soon() throws Exception {
        HeardJob runs = submit(endless());
        HeardJob waits = submit(few(1));
        runs.awaitFirst(JobEvent.CandidateReady.class);
        waits.job().cancel();
        assertThat(waits.ended()).isEqualTo(new JobEvent.Cancelled(waits.job().id(), 0));
        assertThat(runs.of(JobEvent.Ended.class)).as("the one that runs").isEmpty();
        runs.job().cancel();
        int ready = ((JobEvent.Cancelled) runs.ended()).ready();
        assertThat(runs.of(JobEvent.CandidateReady.class)).hasSize(ready).hasSizeLessThan(ImageRequest.MAX_CANDIDATES);
        runs.job().cancel();
        assertThat(made(generator, few(1)).index()).isZero();
        assertThat(runs.of(JobEvent.Ended.class)).hasSize(1);
    }

    @Test
    void what_is_refused_tells_nothing() {
        HeardJob heard = new HeardJob();
        ImageRequest wrong = request(1, Map.of("decoder", StageSettings.DEFAULTS.withSampler("euler")));
        assertThatThrownBy(() -> generator.submit(wrong, JobOptions.quiet(), heard))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("euler");
        assertThat(heard.events()).isEmpty();
    }

    @Test
    void a_listener_that_throws_changes_nothing() throws Exception {
        HeardJob throwing = HeardJob.of(listener -> generator.submit(few(1), JobOptions.quiet(), event -> {
            listener.accept(event);
            throw new AssertionError("of the listener");
        }));
        assertThat(throwing.ended()).isInstanceOf(JobEvent.Completed.class);
        assertThat(made(generator, few(1)).index()).isZero();
    }

    @Test
    void a_question_about_pictures_is_a_job() throws Exception {
        Picture grey = Picture.of(2, 1, new byte[] {90, 90, 90, -1, 90, 90, 90, -1});
        HeardJob heard = HeardJob.of(
                listener -> generator.analyse(new AnalysisRequest.Rank("an owl", List.of(grey, grey)), listener));
        AnalysisResult result = ((JobEvent.Analysed) heard.ended()).result();
        assertThat(((AnalysisResult.Ranked) result).similarities())
                .hasSize(2)
                .allSatisfy(similarity -> assertThat(similarity).isBetween(-1.0, 1.0));
        assertThat(heard.events().get(1)).isInstanceOf(JobEvent.Planned.class);
    }

    @Test
    void after_a_rest_it_works_as_before() throws Exception {
        Candidate before = made(generator, few(1));
        generator.rest();
        assertThat(made(generator, few(1)).picture()).isEqualTo(before.picture());
        HeardJob runs = submit(endless());
        runs.awaitFirst(JobEvent.CandidateReady.class);
        generator.rest();
        runs.job().cancel();
        assertThat(runs.ended()).isInstanceOf(JobEvent.Cancelled.class);
    }

    @Test
    void close_ends_every_job_and_takes_no_more() throws Exception {
        ImageGenerator other = open();
        HeardJob runs = HeardJob.of(listener -> other.submit(endless(), JobOptions.live(), listener));
        HeardJob waits = HeardJob.of(listener -> other.submit(endless(), JobOptions.live(), listener));
        runs.awaitFirst(JobEvent.Progress.class);
        other.close();
        assertThat(runs.events().getLast()).as("when close returns").isInstanceOf(JobEvent.Cancelled.class);
        assertThat(waits.events().getLast()).isInstanceOf(JobEvent.Cancelled.class);
        other.close();
        assertThatThrownBy(() -> other.submit(few(1), JobOptions.quiet(), event -> {}))
                .isInstanceOf(GeneratorClosedException.class);
        assertThat(other.pack()).isEqualTo(generator.pack());
        assertThat(other.device()).isEqualTo(generator.device());
        other.rest();
        assertThat(runs.job().ended().get(60, TimeUnit.SECONDS))
                .isEqualTo(runs.events().getLast());
    }

    private static ImageRequest.TextDiff diff() {
        byte[] rgba = new byte[64 * 64 * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : 100 + i / 4 % 64);
        }
        return new ImageRequest.TextDiff(
                Picture.of(64, 64, rgba),
                "a cat",
                "a lion",
                ImageRequest.DiffWay.PRIOR,
                1,
                Optional.empty(),
                Sampling.of(1));
    }

    /** However many places of the slider are asked for while one is made, the last one comes, and few of the others. */
    @Test
    void a_prepared_edit_shows_the_place_asked_for_last() throws Exception {
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        try (PreparedEdit edit = generator.prepare(diff(), heard::add)) {
            assertThat(heard.poll(100, TimeUnit.SECONDS)).isEqualTo(new EditEvent.Prepared(diff()));
            for (int i = 1; i <= 1000; i++) {
                edit.preview(i / 1000.0);
            }
            EditEvent.Preview last = (EditEvent.Preview) heard.poll(100, TimeUnit.SECONDS);
            int told = 1;
            while (last.theta() < 1) {
                last = (EditEvent.Preview) heard.poll(100, TimeUnit.SECONDS);
                told++;
            }
            assertThat(told).as("previews of a thousand places").isLessThan(1000);
            assertThatThrownBy(() -> edit.preview(1.5)).isInstanceOf(InvalidRequestException.class);
        }
        assertThat(submit(few(1)).ended()).as("what comes after it").isInstanceOf(JobEvent.Completed.class);
        assertThat(heard).as("told after its end").isEmpty();
    }

    @Test
    void a_closed_edit_shows_nothing_more() throws Exception {
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        PreparedEdit edit = generator.prepare(diff(), heard::add);
        edit.close();
        edit.close();
        assertThatThrownBy(() -> edit.preview(0.5)).isInstanceOf(GeneratorClosedException.class);
        assertThat(submit(few(1)).ended()).as("what comes after it").isInstanceOf(JobEvent.Completed.class);
        assertThat(heard)
                .as("at most what was being told")
                .allMatch(event -> event instanceof EditEvent.Prepared)
                .hasSizeLessThan(2);
    }
}
