package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.generate.Mode;
import studio.unclip.editor.patch.ChangeCount;
import studio.unclip.inference.api.JobEvent;

class TrayWordsTest {

    @ParameterizedTest
    @CsvSource({
        "400,almost done",
        "1000,almost done",
        "1200,about 2 s left",
        "19000,about 19 s left",
        "22000,about 20 s left",
        "63000,about 65 s left",
        "89000,about 90 s left",
        "100000,about 2 min left",
        "600000,about 10 min left"
    })
    void an_estimate_is_told_no_more_exactly_than_it_is_known(long millis, String expected) {
        assertThat(TrayWords.left(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    private static TrayState.Running running(int candidate, int of, TrayState.Where where, Optional<Duration> left) {
        return new TrayState.Running(candidate, of, where, 0.4, left);
    }

    @Test
    void a_running_job_tells_picture_stage_step_and_time_left() {
        TrayState.Where third = TrayState.Where.of("upsampler-256", 2, 8, 1);
        assertThat(TrayWords.line(running(2, 4, third, Optional.of(Duration.ofSeconds(8)))))
                .isEqualTo("Picture 2 of 4 · Upsampler 256, step 3 of 8 · about 8 s left");
        assertThat(TrayWords.line(running(1, 1, TrayState.Where.of("decoder", 0, 1, 1), Optional.empty())))
                .isEqualTo("Decoder");
    }

    @Test
    void a_model_that_is_loaded_before_anything_is_made_is_no_next_part() {
        TrayState.Where load = TrayState.Where.of(JobEvent.Progress.LOAD, 0, 1, 1);
        assertThat(TrayWords.line(new TrayState.Running(1, 4, load, 0, Optional.empty())))
                .isEqualTo("Picture 1 of 4 · Loading the model…");
        assertThat(TrayWords.line(running(1, 4, load, Optional.empty())))
                .isEqualTo("Picture 1 of 4 · Loading what comes next");
    }

    @Test
    void steps_are_counted_as_the_field_for_them_counts_and_the_one_told_is_the_one_being_done() {
        // The engine tells of steps that are done, and of all samples together: two samples of 25 steps are 50.
        assertThat(TrayState.Where.of("prior", 0, 50, 2)).isEqualTo(new TrayState.Where("prior", 1, 2, 1, 25));
        assertThat(TrayState.Where.of("prior", 24, 50, 2)).isEqualTo(new TrayState.Where("prior", 1, 2, 25, 25));
        assertThat(TrayState.Where.of("prior", 25, 50, 2)).isEqualTo(new TrayState.Where("prior", 2, 2, 1, 25));
        assertThat(TrayState.Where.of("prior", 50, 50, 2)).isEqualTo(new TrayState.Where("prior", 2, 2, 25, 25));
        assertThat(TrayWords.line(running(1, 1, TrayState.Where.of("prior", 23, 50, 2), Optional.empty())))
                .isEqualTo("Prior 1 of 2, step 24 of 25");
        assertThat(TrayState.Where.of("decoder", 30, 30, 1)).isEqualTo(new TrayState.Where("decoder", 1, 1, 30, 30));
        assertThat(TrayState.Where.of("load", 0, 0, 1)).isEqualTo(new TrayState.Where("load", 1, 1, 1, 1));
    }

    @Test
    void an_end_says_what_there_is_now() {
        assertThat(TrayWords.line(new TrayState.Finished(4, true, Duration.ofMillis(9_540), Optional.empty())))
                .isEqualTo("4 pictures in 9.5 s, best match first. Click one to put it on the canvas.");
        assertThat(TrayWords.line(new TrayState.Finished(1, false, Duration.ofSeconds(75), Optional.empty())))
                .isEqualTo("1 picture in 1 min 15 s. Click it to put it on the canvas.");
        assertThat(TrayWords.line(new TrayState.Finished(1, false, Duration.ofSeconds(19), Optional.of(Mode.INPAINT))))
                .isEqualTo("1 picture in 19 s. It does not look like what you said: try a larger mask, or another way"
                        + " under it. Click it to put it on the canvas.");
        assertThat(TrayWords.line(new TrayState.Finished(4, true, Duration.ofSeconds(40), Optional.of(Mode.GENERATE))))
                .isEqualTo(
                        "4 pictures in 40 s, best match first. None looks like what you said: say less, one thing and"
                                + " one place. Click one to put it on the canvas.");
        assertThat(TrayWords.line(new TrayState.Cancelled(0, false))).isEqualTo("Cancelled. No picture was finished.");
        assertThat(TrayWords.line(new TrayState.Failed("Not enough memory.", 2, false)))
                .isEqualTo("Not enough memory. 2 finished pictures are kept.");
        assertThat(TrayWords.line(new TrayState.Failed("Not enough memory.", 0, true)))
                .isEqualTo("Not enough memory. The pictures from before are still here.");
    }

    @Test
    void what_patches_changed_is_told_so_that_a_person_can_check_it() {
        ChangeCount clean = new ChangeCount(900, 1204, 0, 900, 0);
        assertThat(TrayWords.line(new TrayState.OnCanvas(Mode.INPAINT, 1, 4, Optional.of(clean))))
                .isEqualTo(
                        "On the canvas: 0 pixels changed outside the mask, 1,204 in its ring. Left and Right show the"
                                + " others, Enter keeps it, Escape takes it back.");
        assertThat(TrayWords.line(new TrayState.OnCanvas(Mode.EXPAND, 1, 1, Optional.of(clean))))
                .startsWith("On the canvas: 0 pixels of the old picture changed, but for 1,204 in the ring");
        assertThat(TrayWords.line(
                        new TrayState.OnCanvas(Mode.INPAINT, 1, 1, Optional.of(new ChangeCount(900, 1204, 1, 900, 0)))))
                .startsWith("A fault: 1 pixel outside the mask changed, which must not happen.");
    }

    @Test
    void colours_of_the_ring_that_moved_are_told_in_words_and_so_is_a_diff_that_came_to_nothing() {
        assertThat(onCanvas(Mode.INPAINT, new ChangeCount(900, 1204, 0, 900, 2.9)))
                .startsWith("On the canvas: 0 pixels changed outside the mask, 1,204 in its ring. ");
        assertThat(onCanvas(Mode.INPAINT, new ChangeCount(900, 1204, 0, 900, 3.1)))
                .startsWith("On the canvas: 0 pixels changed outside the mask, 1,204 in its ring, whose colours moved a"
                        + " little. ");
        assertThat(onCanvas(Mode.EXPAND, new ChangeCount(900, 1204, 0, 900, 9)))
                .contains("1,204 in the ring at its rim, whose colours moved clearly: look at the edge. ");
        assertThat(onCanvas(Mode.TEXT_DIFF, new ChangeCount(9, 0, 0, 1000, 0)))
                .startsWith("On the canvas. Less than 1 % of its pixels changed: move the slider further");
        assertThat(onCanvas(Mode.TEXT_DIFF, new ChangeCount(10, 0, 0, 1000, 0)))
                .isEqualTo("On the canvas. Enter keeps it, Escape takes it back.");
    }

    private static String onCanvas(Mode mode, ChangeCount changed) {
        return TrayWords.line(new TrayState.OnCanvas(mode, 1, 1, Optional.of(changed)));
    }

    @Test
    void what_waits_is_told_with_the_time_all_of_it_takes_where_that_is_known() {
        assertThat(TrayWords.waiting(2, false, Optional.empty())).isEqualTo("2 waiting");
        assertThat(TrayWords.waiting(2, false, Optional.of(Duration.ofMinutes(3))))
                .isEqualTo("2 waiting · about 3 min left");
        assertThat(TrayWords.waiting(2, true, Optional.of(Duration.ofMinutes(3))))
                .isEqualTo("2 waiting, paused");
    }
}
