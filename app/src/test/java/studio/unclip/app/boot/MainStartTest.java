package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own. */
@Timeout(180)
class MainStartTest {
    @TempDir
    Path home;

    private record Ended(int exitCode, String out) {}

    private Ended start(List<String> options, List<String> arguments, boolean screen) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("UNCLIP_HOME", home.toString());
        if (!screen) {
            builder.environment().remove("DISPLAY");
            builder.environment().remove("WAYLAND_DISPLAY");
        }
        Process process = builder.start();
        return new Ended(ended(process), new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static int ended(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        // What it prints fits the pipe or is read below; a hang is the test's own timeout.
        return process.waitFor(150, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Test
    void with_arguments_it_is_the_command_line_and_loads_no_javafx_class() throws Exception {
        Path log = home.resolve("classes.log");
        Ended ended = start(List.of("-Xshare:off", "-Xlog:class+load:file=" + log), List.of("--version"), true);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).startsWith("unclip ");
        assertThat(log)
                .content()
                .contains("studio.unclip.app.cli.CommandLineMain")
                .doesNotContain("javafx.")
                .doesNotContain("com.sun.javafx.");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void without_a_screen_it_says_so_in_one_line_and_names_the_command_line() throws Exception {
        Ended ended = start(List.of("--enable-native-access=ALL-UNNAMED"), List.of(), false);

        assertThat(ended.exitCode()).isEqualTo(5);
        assertThat(ended.out()).contains("unclip: no window can be opened here", "unclip --help");
        assertThat(ended.out()).doesNotContain("\tat ");
    }
}
