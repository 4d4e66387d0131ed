package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedGenerator;

class CancelTest {
    @TempDir
    Path root;

    @Test
    @Timeout(120)
    void cancelling_ends_with_130_and_keeps_only_finished_pictures() throws Exception {
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(1);
        CommandLineDriver unclip = CommandLineDriver.over(generator, root);
        CompletableFuture<CommandLineDriver.Result> running = CompletableFuture.supplyAsync(
                () -> unclip.run("generate", "owl", "--candidates", "3", "-o", "owl.png", "--quiet"));
        assertThat(generator.waiting.await(60, TimeUnit.SECONDS)).isTrue();
        unclip.interruption.request();
        CommandLineDriver.Result result = running.get();

        assertThat(result.exitCode()).isEqualTo(130);
        assertThat(result.err()).isEqualTo("unclip: Cancelled.\n");
        assertThat(result.out()).contains("owl-1.png").hasLineCount(1);
        assertThat(unclip.files()).containsExactly("owl-1.png");
        assertThat(generator.isClosed()).isTrue();
    }

    @Test
    @Timeout(120)
    void cancelling_before_the_run_begins_makes_nothing() throws IOException {
        ScriptedGenerator generator = new ScriptedGenerator();
        CommandLineDriver unclip = CommandLineDriver.over(generator, root);
        unclip.interruption.request();

        assertThat(unclip.run("generate", "owl", "-o", "owl.png").exitCode()).isEqualTo(130);
        assertThat(generator.requests).isEmpty();
        assertThat(unclip.files()).isEmpty();
    }

    @Test
    @Timeout(120)
    void a_name_taken_while_the_model_ran_is_not_replaced() throws Exception {
        ScriptedGenerator generator = new ScriptedGenerator();
        CommandLineDriver unclip = CommandLineDriver.opening(
                (_, _) -> {
                    // Between the check and the write somebody else writes the file.
                    write(root.resolve("work/owl.png"));
                    return generator;
                },
                root);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "-o", "owl.png");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("exists already");
        assertThat(root.resolve("work/owl.png")).hasContent("mine");
        assertThat(unclip.files()).containsExactly("owl.png");
    }

    private static void write(Path file) {
        try {
            java.nio.file.Files.writeString(file, "mine");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
