package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real process with a real signal. */
class ControlCTest {
    @TempDir
    Path root;

    @Test
    @Timeout(180)
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void control_c_ends_the_process_within_a_second_with_130_and_no_half_written_file() throws Exception {
        ControlC.assumeHeard();
        Path ready = root.resolve("ready");
        Path classes = root.resolve("classes.log");
        Path err = root.resolve("err");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SlowCommand.class.getName(),
                        root.toString(),
                        ready.toString())
                .redirectError(err.toFile())
                .redirectOutput(root.resolve("out").toFile())
                .start();
        try {
            while (!Files.exists(ready)) {
                assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
                Thread.sleep(20);
            }
            long start = System.nanoTime();
            ControlC.press(process);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Duration took = Duration.ofNanos(System.nanoTime() - start);

            assertThat(process.exitValue()).isEqualTo(130);
            assertThat(took).isLessThan(Duration.ofSeconds(1));
            assertThat(Files.readString(err)).isEqualTo("unclip: Cancelled.\n");
            assertThat(files(root.resolve("work"))).containsExactly("owl-1.png");
            assertThat(Files.readAllLines(classes, StandardCharsets.UTF_8))
                    .isNotEmpty()
                    .noneMatch(line -> line.contains(" javafx."));
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
