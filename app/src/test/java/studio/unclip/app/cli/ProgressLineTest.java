package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.ScriptedGenerator;

class ProgressLineTest {
    @TempDir
    Path root;

    @Test
    void in_a_file_a_line_a_stage_tells_stage_step_and_time_left() throws IOException {
        CommandLineDriver.Result result = CommandLineDriver.over(new ScriptedGenerator(), root)
                .run("generate", "owl", "--candidates", "2", "-o", "owl.png");
        assertThat(result.err().lines())
                .containsExactly(
                        "candidate 1 of 2, prior step 1 of 25, 0 %, about 12 s left",
                        "candidate 1 of 2, decoder step 1 of 30, 0 %, about 12 s left",
                        "candidate 2 of 2, prior step 1 of 25, 50 %, about 12 s left",
                        "candidate 2 of 2, decoder step 1 of 30, 50 %, about 12 s left");
    }

    @Test
    void on_a_terminal_one_line_is_updated_and_taken_away() throws IOException {
        CommandLineDriver.Result result =
                CommandLineDriver.onTerminal(new ScriptedGenerator(), root).run("generate", "owl", "-o", "owl.png");
        assertThat(result.err())
                .startsWith("\rprior step 1 of 25, 0 %, about 12 s left")
                .doesNotContain("\n")
                .endsWith(" \r");
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "900,1 s", "59001,1 min 0 s", "125000,2 min 5 s", "3780000,1 h 3 min", "-5,0 s"})
    void time_is_told_as_people_tell_it(long millis, String text) {
        assertThat(ProgressLine.time(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
