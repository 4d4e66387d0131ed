package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.queue.AskQueue;
import studio.unclip.app.queue.FailedAsk;
import studio.unclip.app.results.PictureStore;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** The tray over a scripted engine; this thread plays the window's, so a test decides when it hears of things. */
@Timeout(20)
class TrayViewModelTest {
    private final LinkedBlockingQueue<Runnable> windowThread = new LinkedBlockingQueue<>();
    private final Workspace workspace = Workspaces.empty(8, 8);
    private final List<String> refusals = new ArrayList<>();
    private final ObjectProperty<EngineState> engine = new SimpleObjectProperty<>(new EngineState.Opening());

    @TempDir
    Path folder;

    private TrayViewModel tray;

    @BeforeEach
    void begin() {
        tray = tray(Disk.real());
    }

    /** Another one over the same folder, as after a restart. */
    private TrayViewModel tray(Disk disk) {
        return new TrayViewModel(
                new AskQueue(engine, windowThread::add, System::nanoTime),
                workspace,
                new PictureStore(folder.resolve("pictures"), new PictureExport("test"), disk, Clock.systemUTC()),
                windowThread::add,
                Runnable::run,
                System::nanoTime,
                refusals::add);
    }

    private void generate(ScriptedGenerator generator, int candidates) {
        ask(generator, Ask.of(ImageRequest.Generate.of("an owl", 7, candidates)));
    }

    private void ask(ScriptedGenerator generator, Ask ask) {
        engine.set(new EngineState.Ready(generator));
        tray.ask(ask);
    }

    /** Hears what comes within a moment: files that were written, for example. */
    private void hearTheRest() throws InterruptedException {
        for (Runnable next = windowThread.poll(300, TimeUnit.MILLISECONDS);
                next != null;
                next = windowThread.poll(300, TimeUnit.MILLISECONDS)) {
            next.run();
        }
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
            assertThat(end.missed()).isEmpty();
        });
    }

    @Test
    void a_request_of_which_no_picture_matches_the_prompt_says_so() throws InterruptedException {
        generate(new ScriptedGenerator().scoring(-0.2, -0.1), 2);
        hearAll();
        assertThat(tray.state().get())
                .isInstanceOfSatisfying(
                        TrayState.Finished.class,
                        end -> assertThat(end.missed()).contains(Mode.GENERATE));
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
        tray.tried().accept(tray.candidates().get(0));
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
        ask(new ScriptedGenerator(), Ask.of(refused()));

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
        ask(new ScriptedGenerator(), Ask.of(refused()));

        assertThat(tray.candidates()).isEqualTo(before);
        assertThat(tray.state().get())
                .isInstanceOfSatisfying(
                        TrayState.Failed.class, f -> assertThat(f.earlier()).isTrue());
        tray.tried().accept(before.getFirst());
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
        ask(
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
        tray.tried().accept(tray.candidates().getFirst());

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
        tray.tried().accept(tray.candidates().get(1));
        assertThat(marks()).containsExactly(false, true, false);
        tray.tried().accept(tray.candidates().get(2));
        assertThat(marks()).containsExactly(false, false, true);

        workspace.undo();
        assertThat(marks()).as("trying is one entry").containsExactly(false, false, false);
        workspace.redo();
        assertThat(marks()).containsExactly(false, false, true);
    }

    @Test
    void a_second_request_waits_until_the_first_has_ended_and_takes_nothing_away() throws InterruptedException {
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(1);
        generate(generator, 2);
        generate(generator, 3);
        assertThat(generator.requests).hasSize(1);
        assertThat(tray.queue().waiting()).hasSize(1);
        generator.waiting.await();
        tray.cancel();
        while (tray.rounds().size() < 2) {
            hearOne();
        }
        assertThat(generator.requests).hasSize(2);
        assertThat(tray.queue().waiting()).isEmpty();
        assertThat(tray.rounds().getFirst().shown())
                .as("what is being made comes first")
                .hasSize(3);
        assertThat(tray.rounds().getLast().shown()).hasSize(1);
        tray.cancel();
    }

    @Test
    void every_finished_picture_is_in_a_file_with_its_recipe_at_once_and_back_after_a_restart() throws Exception {
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(2);
        generate(generator, 3);
        generator.waiting.await();
        while (tray.candidates().stream()
                        .filter(one -> one.stored().isPresent())
                        .count()
                < 2) {
            hearOne();
        }
        assertThat(tray.unwritten()).isZero();
        Path file = tray.candidates().getFirst().stored().orElseThrow().file();
        assertThat(PictureReader.read(file)).isEqualTo(ScriptedGenerator.picture(7));
        assertThat(RecipeReader.read(file).seed()).isEqualTo(7);
        tray.cancel();

        // Nothing was closed: as after a kill.
        TrayViewModel later = tray(Disk.real());
        later.showEarlier();
        hearTheRest();
        assertThat(later.candidates()).extracting(CandidateViewModel::number).containsExactly(1, 2);
        assertThat(later.candidates()).extracting(CandidateViewModel::seed).containsExactly(7L, 8L);
        assertThat(later.rounds().getFirst().label()).isEqualTo("an owl");
        assertThat(later.state().get()).isEqualTo(new TrayState.Earlier());
        later.tried().accept(later.candidates().getLast());
        hearTheRest();
        assertThat(later.candidates().getLast().placed().get()).isTrue();
        assertThat(workspace.history().current().label()).isEqualTo("an owl");
        assertThat(Flattener.flatten(workspace.document().get()).argb(3, 0))
                .isEqualTo(new java.awt.Color(8, 0, 3).getRGB());
    }

    @Test
    void what_the_disk_does_not_take_is_told_once_stays_and_is_written_with_the_next() throws Exception {
        Files.writeString(folder.resolve("pictures"), "a file where the folder should be");
        generate(new ScriptedGenerator(), 3);
        hearAll();
        hearTheRest();
        assertThat(tray.unwritten()).isEqualTo(3);
        assertThat(refusals).hasSize(1);
        assertThat(refusals.getFirst()).contains("only in memory", "stays in the tray");
        assertThat(tray.candidates()).hasSize(3).allMatch(one -> one.ready().isPresent());

        Files.delete(folder.resolve("pictures"));
        generate(new ScriptedGenerator(), 1);
        hearAll();
        hearTheRest();
        assertThat(tray.unwritten()).isZero();
        assertThat(tray.candidates()).hasSize(4).allMatch(one -> one.stored().isPresent());
    }

    @Test
    void a_dismissed_picture_is_in_the_trash_and_can_be_brought_back_to_its_place() throws Exception {
        generate(new ScriptedGenerator(), 3);
        hearAll();
        hearTheRest();
        CandidateViewModel second = tray.candidates().get(1);
        Path file = second.stored().orElseThrow().file();
        tray.dismiss(second);
        assertThat(numbers()).containsExactly(1, 3);
        assertThat(file).doesNotExist();
        assertThat(tray.state().get()).isInstanceOf(TrayState.Dismissed.class);

        tray.bringBack();
        assertThat(numbers()).containsExactly(1, 2, 3);
        assertThat(file).exists();

        tray.dismiss(tray.candidates().get(0));
        tray.dismiss(tray.candidates().get(0));
        tray.dismiss(tray.candidates().get(0));
        assertThat(tray.rounds()).isEmpty();
        tray.bringBack();
        assertThat(numbers()).as("the last one").containsExactly(3);
    }

    @Test
    void the_arrows_turn_over_what_is_tried_and_escape_takes_it_back_in_one_step() throws InterruptedException {
        generate(new ScriptedGenerator(), 3);
        hearAll();
        assertThat(tray.tried().giveUp()).isFalse();
        assertThat(tray.tried().flip(1))
                .as("the newest, when none of it was on the canvas")
                .isTrue();
        assertThat(marks()).containsExactly(true, false, false);
        tray.tried().flip(1);
        assertThat(marks()).containsExactly(false, true, false);
        tray.tried().flip(-1);
        tray.tried().flip(-1);
        assertThat(marks()).as("before the first comes the last").containsExactly(false, false, true);
        assertThat(workspace.history().size()).isEqualTo(2);
        assertThat(tray.state().get()).isEqualTo(new TrayState.OnCanvas(Mode.GENERATE, 3, 3, Optional.empty()));

        assertThat(tray.tried().giveUp()).isTrue();
        assertThat(workspace.empty().get()).isTrue();
        assertThat(marks()).containsExactly(false, false, false);
        assertThat(tray.tried().giveUp())
                .as("there is nothing more to take back")
                .isFalse();
        assertThat(tray.state().get()).isInstanceOf(TrayState.Finished.class);
    }

    @Test
    void what_is_kept_is_not_taken_back() throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        hearAll();
        tray.tried().accept(tray.candidates().getFirst());
        assertThat(tray.tried().keep()).isTrue();
        assertThat(tray.state().get()).isEqualTo(new TrayState.Kept());
        assertThat(tray.tried().giveUp()).isFalse();
        assertThat(workspace.empty().get()).isFalse();
        assertThat(tray.tried().keep()).isFalse();
    }

    @Test
    void anything_else_that_is_done_ends_the_trying() throws InterruptedException {
        generate(new ScriptedGenerator(), 2);
        hearAll();
        tray.tried().accept(tray.candidates().getFirst());
        workspace.apply(new PlacePicture("sketch", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        assertThat(tray.tried().round().get()).isEmpty();
        assertThat(tray.tried().giveUp()).isFalse();
        assertThat(workspace.document().get().layers()).hasSize(3);
        assertThat(tray.tried().flip(1))
                .as("nothing is tried, and the newest was used")
                .isFalse();
    }

    @Test
    void older_pictures_are_held_by_their_files_and_a_thumbnail() throws InterruptedException {
        LongFunction<Picture> large = seed -> Picture.of(1024, 1024, new byte[4 << 20]);
        ScriptedGenerator generator = new ScriptedGenerator().drawing(large);
        for (int round = 0; round < 3; round++) {
            generate(generator, 12);
            hearAll();
            hearTheRest();
        }
        generate(generator, 1);
        hearAll();
        long held =
                tray.candidates().stream().mapToLong(CandidateViewModel::bytes).sum();
        assertThat(tray.candidates()).hasSize(37).allMatch(CandidateViewModel::finished);
        assertThat(held).isLessThanOrEqualTo(72L << 20);
        Picture small = tray.candidates().getLast().shown().get().orElseThrow();
        assertThat(small.width()).isBetween(PictureStore.THUMBNAIL_SIDE, PictureStore.THUMBNAIL_SIDE * 3 / 2);
        assertThat(tray.candidates().getLast().score())
                .as("the score is still known")
                .isPresent();
    }

    @Test
    void a_failure_can_be_tried_again_for_what_is_missing() throws InterruptedException {
        generate(new ScriptedGenerator().failingAfter(2, new JobFailure.EngineDied("It died.")), 5);
        hearAll();
        FailedAsk failure = tray.queue().failures().getFirst();
        assertThat(failure.message()).isEqualTo("It died.");
        assertThat(failure.kept()).isEqualTo(2);
        ScriptedGenerator sound = new ScriptedGenerator();
        engine.set(new EngineState.Ready(sound));
        tray.tryAgain(failure);
        hearAll();
        assertThat(sound.requests.getFirst().seed()).isEqualTo(9);
        assertThat(sound.requests.getFirst().candidates()).isEqualTo(3);
        assertThat(tray.queue().failures()).isEmpty();
        assertThat(tray.candidates()).hasSize(5);
    }
}
