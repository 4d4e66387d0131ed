package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.RunTimings;
import tools.jackson.databind.JsonNode;

class BenchCommandTest {
    @TempDir
    Path root;

    @Test
    void it_warms_up_repeats_and_prints_each_stage_with_its_share_outside() throws IOException {
        ScriptedGenerator generator = new ScriptedGenerator();
        CommandLineDriver unclip = CommandLineDriver.over(generator, root);
        CommandLineDriver.Result result =
                unclip.run("bench", "--warmup", "2", "--repeats", "3", "--steps", "decoder=30");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(generator.requests).hasSize(5).allMatch(r -> r.seed() == 1);
        // 50 calls, 400 ms in the runtime, 4 ms outside: 0.08 ms a step, 0.99 %.
        assertThat(result.out()).containsPattern("prior +50 +400\\.0 +4\\.00 +0\\.080 +0\\.99 +1\\.00");
        assertThat(result.out()).containsPattern("all stages +80 +1000\\.0 +10\\.00 +0\\.125 +0\\.99");
        assertThat(result.out()).contains("make sessions    1250.0 ms").contains("write PNG");
        assertThat(unclip.files()).isEmpty();
    }

    @Test
    void json_has_the_same_figures() throws IOException {
        CommandLineDriver unclip = CommandLineDriver.over(new ScriptedGenerator(), root);
        JsonNode json =
                unclip.run("bench", "--warmup", "0", "--repeats", "1", "--json").json();
        assertThat(json.path("stages").path(1).path("outsidePercent").asDouble())
                .isEqualTo(0.990, within(1e-3));
        assertThat(json.path("total").path("modelMs").asDouble()).isEqualTo(1000.0);
        assertThat(json.path("sessionMs").asDouble()).isEqualTo(250.0);
    }

    @Test
    void figures_are_medians_over_the_measured_runs() {
        BenchResult result = new BenchResult(0, List.of(run(900)), List.of(run(10), run(30), run(20), run(1000)));
        assertThat(result.stages().getFirst().modelNanos()).isEqualTo(25);
        assertThat(result.wallNanos()).isEqualTo(57);
        assertThat(result.restPercent()).isEqualTo(50.0);
    }

    private static BenchResult.Run run(long modelNanos) {
        return new BenchResult.Run(
                2 * modelNanos + 7,
                new RunTimings(List.of(new RunTimings.Stage("decoder", 1, modelNanos, 0, 0)), modelNanos, 7),
                0);
    }

    @Test
    void repeats_out_of_range_are_refused() throws IOException {
        CommandLineDriver unclip = CommandLineDriver.over(new ScriptedGenerator(), root);
        assertThat(unclip.run("bench", "--repeats", "0").exitCode()).isEqualTo(2);
        assertThat(unclip.run("bench", "--warmup", "-1").exitCode()).isEqualTo(2);
    }
}
