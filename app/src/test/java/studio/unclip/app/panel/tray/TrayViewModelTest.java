package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** The tray over a scripted engine; this thread plays the window's, so a test decides when it hears of things. */
@Timeout(20)
class TrayViewModelTest {
    private final LinkedBlockingQueue<Runnable> windowThread = new LinkedBlockingQueue<>();
    private final Workspace workspace = Workspaces.empty(8, 8);
    private final List<String> refusals = new ArrayList<>();
    private final TrayViewModel tray =
            new TrayViewModel(windowThread::add, Runnable::run, System::nanoTime, workspace, refusals::add);

    private void generate(ScriptedGenerator generator, int candidates) {
        tray.ask(generator, Ask.of(ImageRequest.Generate.of("an owl", 7, candidates)));
    }

    /** Hears until the job has ended. */
    private void hearAll() throws InterruptedException {
        while (tray.running().get()) {
            hearOne();
        }
    }

    private void hearOne() throws InterruptedException {
        Runnable next = windowThread.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("the engine says something").isNotNull();
        next.run();
    }

    private List<Integer> numbers() {
        return tray.candidates().stream().map(CandidateViewModel::number).toList();
    }

    @Test
    void candidates_are_there_at_once_each_with_the_seed_that_makes_it_alone() {
        generate(new ScriptedGenerator().waitingAfter(0), 4);

        assertThat(tray.running().get()).isTrue();
        assertThat(tray.candidates()).extracting(CandidateViewModel::seed).containsExactly(7L, 8L, 9L, 10L);
        assertThat(tray.candidates()).allMatch(c -> c.state().get() instanceof CandidateState.Waiting);
        tray.cancel();
    }

    @Test
    void the_best_match_comes_first_when_all_are_made() throws InterruptedException {
        generate(new ScriptedGenerator().scoring(0.2, 0.4, 0.1, 0.3), 4);
        hearAll();

        assertThat(numbers()).containsExactly(2, 4, 1, 3);
        assertThat(tray.candidates()).extracting(c -> c.best().get()).containsExactly(true, false, false, false);
        assertThat(tray.state().get()).isInstanceOfSatisfying(TrayState.Finished.class, end -> {
            assertThat(end.made()).isEqualTo(4);
            assertThat(end.ranked()).isTrue();
        });
    }

    @Test
    void each_candidate_has_its_own_progress_and_preview() throws InterruptedException {
        generate(new ScriptedGenerator().pacing(Duration.ofNanos(1)).waitingAfter(1), 2);
        CandidateViewModel first = tray.candidates().get(0);
        CandidateViewModel second = tray.candidates().get(1);
        double before = 0;
        while (first.ready().isEmpty()) {
            hearOne();
            if (first.state().get() instanceof CandidateState.Making(double fraction)) {
                assertThat(fraction).isBetween(before, 1.0);
                before = fraction;
                assertThat(second.state().get()).isInstanceOf(CandidateState.Waiting.class);
            }
        }
        assertThat(before).as("goes to its end").isGreaterThan(0.95);
        assertThat(first.shown().get()).isPresent();
        while (second.shown().get().isEmpty()) {
            hearOne();
        }
        assertThat(second.ready()).as("only a preview").isEmpty();
        tray.cancel();
    }

    @Test
    void no_time_is_told_before_there_is_a_picture_to_judge_it_by() throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        List<Optional<Duration>> first = new ArrayList<>();
        List<Optional<Duration>> second = new ArrayList<>();
        while (tray.running().get()) {
            hearOne();
            if (tray.state().get() instanceof TrayState.Running now) {
                (tray.candidates().getFirst().ready().isEmpty() ? first : second).add(now.timeLeft());
            }
        }
        assertThat(first).isNotEmpty().allMatch(Optional::isEmpty);
        assertThat(second).contains(Optional.of(Duration.ofSeconds(12)));
    }

    @Test
    void cancelling_keeps_what_is_finished_and_leaves_no_half_made_picture() throws InterruptedException {
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(1);
        generate(generator, 3);
        generator.waiting.await();
        tray.cancel();
        hearAll();

        assertThat(tray.state().get()).isEqualTo(new TrayState.Cancelled(1, false));
        assertThat(numbers()).as("what was not made is not there any more").containsExactly(1);
        tray.accept(tray.candidates().get(0));
        assertThat(workspace.history().size()).isEqualTo(2);
    }

    @Test
    void a_failure_is_one_line_and_what_was_finished_is_kept() throws InterruptedException {
        generate(new ScriptedGenerator().failingAfter(2, new JobFailure.OutOfMemory("Not enough memory.")), 4);
        hearAll();

        assertThat(tray.state().get()).isEqualTo(new TrayState.Failed("Not enough memory.", 2, false));
        assertThat(numbers()).containsExactly(1, 2);
    }

    @Test
    void one_that_could_not_be_made_leaves_the_others_and_is_told() throws InterruptedException {
        generate(new ScriptedGenerator().scoring(0.1, 0.2, 0.3).breaking(1), 3);
        hearAll();

        assertThat(numbers()).containsExactly(3, 1);
        assertThat(tray.state().get()).isInstanceOfSatisfying(TrayState.Failed.class, f -> {
            assertThat(f.message()).contains("not finite");
            assertThat(f.kept()).isEqualTo(2);
        });
    }

    private static ImageRequest.Generate refused() {
        return new ImageRequest.Generate(
                "an owl",
                studio.unclip.inference.api.Conditioning.DIFFUSION_PRIOR,
                new Sampling(
                        7,
                        1,
                        java.util.Map.of("decoder", StageSettings.DEFAULTS.withSampler("euler")),
                        studio.unclip.inference.api.NoiseOrder.STREAM_PER_STAGE));
    }

    @Test
    void what_the_pack_refuses_is_told_the_same_way() {
        tray.ask(new ScriptedGenerator(), Ask.of(refused()));

        assertThat(tray.running().get()).isFalse();
        assertThat(tray.candidates()).isEmpty();
        assertThat(tray.state().get())
                .isInstanceOfSatisfying(
                        TrayState.Failed.class, f -> assertThat(f.message()).contains("euler"));
    }

    @Test
    void a_refused_request_takes_no_finished_candidate_away() throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        hearAll();
        List<CandidateViewModel> before = List.copyOf(tray.candidates());
        tray.ask(new ScriptedGenerator(), Ask.of(refused()));

        assertThat(tray.candidates()).isEqualTo(before);
        assertThat(tray.state().get())
                .isInstanceOfSatisfying(
                        TrayState.Failed.class, f -> assertThat(f.earlier()).isTrue());
        tray.accept(before.getFirst());
        assertThat(workspace.history().size()).isEqualTo(2);
    }

    @Test
    void the_candidates_from_before_are_back_when_the_next_request_ends_without_a_picture()
            throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        hearAll();
        List<CandidateViewModel> before = List.copyOf(tray.candidates());

        generate(new ScriptedGenerator().failingAfter(0, new JobFailure.OutOfMemory("Not enough memory.")), 3);
        hearAll();
        assertThat(tray.candidates()).isEqualTo(before);
        assertThat(tray.state().get()).isEqualTo(new TrayState.Failed("Not enough memory.", 0, true));

        ScriptedGenerator waiting = new ScriptedGenerator().waitingAfter(0);
        generate(waiting, 3);
        waiting.waiting.await();
        tray.cancel();
        hearAll();
        assertThat(tray.candidates()).isEqualTo(before);
        assertThat(tray.state().get()).isEqualTo(new TrayState.Cancelled(0, true));
    }

    @Test
    void an_engine_that_fails_to_take_a_request_is_not_said_to_be_closed() {
        tray.ask(
                new ScriptedGenerator().failingSubmit(new IllegalStateException("as a test wants it")),
                Ask.of(ImageRequest.Generate.of("an owl", 7, 1)));

        assertThat(tray.running().get()).isFalse();
        assertThat(tray.state().get())
                .isInstanceOfSatisfying(
                        TrayState.Failed.class,
                        f -> assertThat(f.message())
                                .contains("fault of the program")
                                .doesNotContain("closed"));
    }

    @Test
    void only_a_finished_candidate_can_be_accepted() {
        generate(new ScriptedGenerator().waitingAfter(0), 2);
        tray.accept(tray.candidates().getFirst());

        assertThat(workspace.history().size()).isEqualTo(1);
        tray.cancel();
    }

    private List<Boolean> marks() {
        return tray.candidates().stream().map(one -> one.placed().get()).toList();
    }

    @Test
    void the_one_the_canvas_shows_is_marked_also_after_undo_and_redo() throws InterruptedException {
        generate(new ScriptedGenerator(), 3);
        hearAll();
        tray.accept(tray.candidates().get(1));
        assertThat(marks()).containsExactly(false, true, false);
        tray.accept(tray.candidates().get(2));
        assertThat(marks()).containsExactly(false, false, true);

        workspace.undo();
        assertThat(marks()).as("trying is one entry").containsExactly(false, false, false);
        workspace.redo();
        assertThat(marks()).containsExactly(false, false, true);
    }

    @Test
    void finished_candidates_count_as_unused_until_one_of_them_was_on_the_canvas() throws InterruptedException {
        generate(new ScriptedGenerator(), 3);
        assertThat(tray.unused()).isZero();
        hearAll();
        assertThat(tray.unused()).isEqualTo(3);
        tray.accept(tray.candidates().get(1));
        assertThat(tray.unused()).isZero();
    }

    @Test
    void a_second_request_waits_until_the_first_has_ended() throws InterruptedException {
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(0);
        generate(generator, 2);
        generate(generator, 3);
        assertThat(generator.requests).hasSize(1);
        tray.cancel();
        hearAll();
        generate(generator, 3);
        assertThat(generator.requests).hasSize(2);
        tray.cancel();
    }
}
