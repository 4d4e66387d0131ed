package studio.unclip.app.panel.tray;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @Test
    void a_running_job_tells_picture_stage_step_and_time_left() {
        assertThat(TrayWords.line(
                        new TrayState.Running(2, 4, "upsampler-256", 3, 8, 0.4, Optional.of(Duration.ofSeconds(8)))))
                .isEqualTo("Picture 2 of 4 · Upsampler 256, step 3 of 8 · about 8 s left");
        assertThat(TrayWords.line(new TrayState.Running(1, 1, "decoder", 0, 1, 0.4, Optional.empty())))
                .isEqualTo("Decoder");
    }

    @Test
    void an_end_says_what_there_is_now() {
        assertThat(TrayWords.line(new TrayState.Finished(4, true, Duration.ofMillis(9_540))))
                .isEqualTo("4 pictures in 9.5 s, best match first. Click one to put it on the canvas.");
        assertThat(TrayWords.line(new TrayState.Finished(1, false, Duration.ofSeconds(75))))
                .isEqualTo("1 picture in 1 min 15 s. Click it to put it on the canvas.");
        assertThat(TrayWords.line(new TrayState.Cancelled(0))).isEqualTo("Cancelled. No picture was finished.");
        assertThat(TrayWords.line(new TrayState.Failed("Not enough memory.", 2)))
                .isEqualTo("Not enough memory. 2 finished pictures are kept.");
    }
}
