package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.JobFailure;

/** Every way to fail has its exit code, one line on stderr, no stack trace there, and leaves no half-written file. */
class ExitCodesTest {
    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new JobFailure.OutOfMemory("The decoder needs 9 GB."), 5),
                Arguments.of(new JobFailure.DeviceFailed("The device is gone."), 5),
                Arguments.of(new JobFailure.PackDamaged("unclip-starter", "The decoder's file was changed."), 4),
                Arguments.of(new JobFailure.PackUnsupported("unclip-starter", "The pack is of a later format."), 4),
                Arguments.of(new JobFailure.NotFinite("decoder", "The decoder gave no numbers."), 4),
                Arguments.of(new JobFailure.DiskFailed("The decoder's file cannot be read."), 5),
                Arguments.of(new JobFailure.Internal("Something broke."), 1));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_failed_job_says_why_and_keeps_what_was_finished(JobFailure failure, int exitCode) throws IOException {
        generator.failingAfter(1, failure);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "--candidates", "3", "-o", "owl.png", "-q");

        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.err()).isEqualTo("unclip: " + failure.message() + "\n");
        assertThat(unclip.files()).containsExactly("owl-1.png");
        assertThat(result.out()).contains("owl-1.png").hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_pack_that_does_not_open_says_why(JobFailure failure, int exitCode) throws IOException {
        unclip = CommandLineDriver.opening(
                (_, _) -> {
                    throw new GenerationException(failure, new IOException("deep inside"));
                },
                root);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "-o", "owl.png");

        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(result.err()).isEqualTo("unclip: " + failure.message() + "\n");
        assertThat(unclip.files()).isEmpty();
    }

    @Test
    void a_bug_is_one_line_and_the_log_has_the_stack_trace() throws IOException {
        unclip = CommandLineDriver.opening(
                (_, _) -> {
                    throw new IllegalStateException("broken\nin two lines");
                },
                root);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "-o", "owl.png");

        Path log = unclip.folders.logs().resolve("unclip.log");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .hasLineCount(1)
                .contains("IllegalStateException")
                .contains(log.toString())
                .doesNotContain("\tat ");
        assertThat(log).content().contains("broken").contains("\tat studio.unclip");
    }

    @Test
    void running_out_of_java_heap_is_a_lack_of_memory() throws IOException {
        unclip = CommandLineDriver.opening(
                (_, _) -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                root);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "-o", "owl.png");
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.err()).hasLineCount(1).contains("memory");
    }

    @Test
    void a_pack_that_is_not_there_is_exit_code_4_and_names_those_that_are() {
        CommandLineDriver.Result result = unclip.run("generate", "owl", "--pack", "karlo", "-o", "owl.png");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).hasLineCount(1).contains("'karlo'").contains("unclip-starter");
    }

    @Test
    void no_pack_at_all_is_exit_code_4_and_says_how_to_get_one() throws IOException {
        Files.delete(root.resolve("assets/packs/starter/pack.json"));
        CommandLineDriver.Result result = unclip.run("generate", "owl", "-o", "owl.png");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).hasLineCount(1).contains("unclip packs install");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unclip-starter", "starter", "../assets/packs/starter"})
    void a_pack_is_named_by_id_or_folder(String name) throws IOException {
        Path[] opened = new Path[1];
        unclip = CommandLineDriver.opening(
                (pack, _) -> {
                    opened[0] = pack;
                    return generator;
                },
                root);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "--pack", name, "-o", "owl.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(opened[0]).isEqualTo(root.resolve("assets/packs/starter"));
    }

    @Test
    void files_that_cannot_be_read_are_exit_code_3() throws IOException {
        Files.writeString(unclip.work.resolve("text.png"), "not a picture");
        Files.writeString(unclip.work.resolve("bad.json"), "{\"unclip\":1,\"operation\":\"generate\"}");
        for (String[] command : new String[][] {
            {"classify", "text.png", "--labels", "a,b"},
            {"classify", "missing.png", "--labels", "a,b"},
            {"rank", "owl", "text.png"},
            {"recipe", "text.png"},
            {"recipe", "missing.png"},
            {"generate", "--recipe", "bad.json", "-o", "owl.png"}
        }) {
            CommandLineDriver.Result result = unclip.run(command);
            assertThat(result.exitCode()).as(String.join(" ", command)).isEqualTo(3);
            assertThat(result.err())
                    .as(String.join(" ", command))
                    .hasLineCount(1)
                    .contains(".");
        }
    }

    @Test
    void a_folder_without_the_right_to_write_is_exit_code_5() throws IOException {
        Path locked = Files.createDirectory(unclip.work.resolve("locked"));
        org.junit.jupiter.api.Assumptions.assumeTrue(
                locked.toFile().setWritable(false) && !Files.isWritable(locked), "root may write everywhere");
        assertThat(unclip.run("generate", "owl", "-o", "locked/owl.png").exitCode())
                .isEqualTo(5);
    }

    @Test
    void no_command_and_an_unknown_one_are_exit_code_2() {
        assertThat(unclip.run().exitCode()).isEqualTo(2);
        CommandLineDriver.Result unknown = unclip.run("generat", "owl");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).hasLineCount(1).contains("generat");
    }
}
