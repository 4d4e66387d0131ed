package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.queue.FailedAsk;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** What is asked for, from its first step to its last. */
class TrayViewModelTest extends ScriptedTray {

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

    /** Once, not with every request: it is so until there is more memory. */
    @Test
    void that_pictures_are_finished_in_tiles_is_said_once() throws InterruptedException {
        ScriptedGenerator generator = new ScriptedGenerator()
                .planning(new RunPlan(
                        List.of(new RunPlan.Part("decoder", "latent-decoder", 1, 1, 1, 1, false, true)),
                        2,
                        2,
                        List.of()));
        for (int i = 0; i < 2; i++) {
            generate(generator, 1);
            hearAll();
        }
        assertThat(refusals).singleElement().asString().contains("overlapping parts");
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
    void an_expansion_is_seen_growing_around_its_picture() throws InterruptedException {
        workspace.show(Document.of(Raster.filled(8, 8, 0xffff0000), "Background"), "Opened");
        Ask ask = new Ask(
                Mode.EXPAND,
                new ImageRequest.Expand(
                        new DocumentPicture(workspace.document().get()),
                        new PixelRect(0, 0, 16, 8),
                        "",
                        0.5,
                        Sampling.of(0x1122, 2)),
                new Destination.Around(workspace.document().get(), new BlendRing(2)),
                "Wider");
        ScriptedGenerator generator = new ScriptedGenerator()
                .pacing(Duration.ofNanos(1))
                .waitingAfter(0)
                .holdingPreviews();
        ask(generator, ask);
        CandidateViewModel first = tray.candidates().getFirst();
        while (first.shown().get().isEmpty()) {
            hearOne();
        }
        Picture begun = first.shown().get().orElseThrow();
        assertThat(List.of(begun.width(), begun.height())).containsExactly(16, 8);
        assertThat(begun.rgba().getInt(0)).as("the old picture").isEqualTo(0xff0000ff);
        assertThat(begun.rgba().get(4 * 12 + 3)).as("nothing yet").isZero();
        generator.showPreviews();
        while (first.shown().get().orElseThrow().rgba().get(4 * 12 + 3) == 0) {
            hearOne();
        }
        Picture growing = first.shown().get().orElseThrow();
        assertThat(List.of(growing.width(), growing.height())).containsExactly(16, 8);
        assertThat(growing.rgba().getInt(0)).as("the old picture").isEqualTo(0xff0000ff);
        assertThat(growing.rgba().get(4 * 12)).isEqualTo((byte) 0x22);
        assertThat(first.finished()).isFalse();
        assertThat(tray.candidates().getLast().shown().get())
                .as("its turn has not come")
                .isEmpty();
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
