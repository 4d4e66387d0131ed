package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That the window's JVM is the same wherever it comes from: checkout, installed program, and these tests. */
class WindowOptionsTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern INSTALLED = Pattern.compile("--java-options</argument><argument>([^<]*)<");
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use[A-Za-z]+GC");

    private static List<String> options() throws IOException {
        List<String> lines = Files.readAllLines(REPOSITORY.resolve("app/src/launcher/window.options"));
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static List<String> collectors(List<String> options) {
        return options.stream()
                .filter(option -> COLLECTOR.matcher(option).matches())
                .toList();
    }

    @Test
    void the_tests_run_with_them() throws IOException {
        List<String> here = ManagementFactory.getRuntimeMXBean().getInputArguments();
        assertThat(options()).isNotEmpty();
        assertThat(here).containsAll(options());
        assertThat(collectors(here)).isEqualTo(collectors(options()));
    }

    @Test
    void the_installed_window_runs_with_them() throws IOException {
        List<String> installed = INSTALLED
                .matcher(Files.readString(REPOSITORY.resolve("installer/pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(installed).containsAll(options());
        assertThat(collectors(installed)).isEqualTo(collectors(options()));
    }

    @Test
    void the_scripts_read_them() throws IOException {
        assertThat(Files.readString(REPOSITORY.resolve("unclip")))
                .contains("\"@$root/app/src/launcher/window.options\"");
        assertThat(Files.readString(REPOSITORY.resolve("unclip.cmd")))
                .contains("\"@%root%\\app\\src\\launcher\\window.options\"");
    }
}
