package studio.unclip.app.boot;

import static java.nio.file.attribute.PosixFilePermissions.asFileAttribute;
import static java.nio.file.attribute.PosixFilePermissions.fromString;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher script in a checkout of its own, with the real program behind it and a Maven that only writes down when it
 * ran.
 */
@Timeout(180)
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
    /** With it every jar's name alone was longer than what ONNX Runtime's telemetry could read. */
    private static final int LONG_PATH = 300;

    private static final Path REPOSITORY = repository();

    /** The tests' class path holds folders, of which Java makes no archive. */
    private static final String JAVA_OPTIONS = "-XX:-AutoCreateSharedArchive -Xshare:off";

    @TempDir
    Path root;

    private Path home;
    private Path checkout;
    private Path mavenLog;

    @BeforeEach
    void makeACheckout() throws IOException {
        home = Files.createDirectory(root.resolve("home"));
        mavenLog = Files.createFile(root.resolve("maven.log"));
        checkout = checkout(root.resolve("check \"out\" ä!"));
        fakeMaven("");
    }

    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("unclip.cmd"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The launcher's own files and the packs; the sources are empty. */
    private static Path checkout(Path folder) throws IOException {
        for (String module : List.of("inference", "editor", "assets", "app")) {
            Files.createDirectories(folder.resolve(module).resolve("src/main"));
            Files.createFile(folder.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(folder.resolve("pom.xml"));
        Files.createSymbolicLink(folder.resolve("assets/packs"), REPOSITORY.resolve("assets/packs"));
        Files.createDirectories(folder.resolve("app/target"));
        Files.createDirectories(folder.resolve("app/src/launcher"));
        for (String file : List.of("unclip", "app/src/launcher/Build.java", "app/src/launcher/window.options")) {
            Files.copy(REPOSITORY.resolve(file), folder.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return folder;
    }

    /** @param meanwhile what it does besides, in the language of the shell */
    private void fakeMaven(String meanwhile) throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Path script = bin.resolve("mvn");
        Files.deleteIfExists(script);
        Files.createFile(script, asFileAttribute(fromString("rwxr-xr-x")));
        Files.writeString(script, """
                #!/bin/sh
                echo begins >> '%1$s'
                %2$s
                printf %%s "$TEST_CLASS_PATH" > app/target/unclip.classpath
                echo ends >> '%1$s'
                """.formatted(mavenLog, meanwhile));
    }

    private record Ended(int exitCode, String out, String err) {}

    private final class Running {
        private final Process process;
        private final Path err;

        private Running(Path folder, List<String> arguments) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of(folder.resolve("unclip").toString()));
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            err = Files.createTempFile(root, "err", "");
            builder.redirectError(err.toFile());
            Map<String, String> environment = builder.environment();
            environment.remove("ORT_DISABLE_TELEMETRY");
            environment.put("UNCLIP_HOME", home.toString());
            environment.put("UNCLIP_JDK", System.getProperty("java.home"));
            environment.put("UNCLIP_JAVA_OPTIONS", JAVA_OPTIONS);
            environment.put("LC_ALL", "C.UTF-8");
            environment.put("PATH", root.resolve("bin") + ":" + environment.get("PATH"));
            environment.put("TEST_CLASS_PATH", System.getProperty("java.class.path"));
            process = builder.start();
        }

        private Ended end() throws IOException, InterruptedException {
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), out, Files.readString(err));
        }

        private void untilItSays(String text) throws IOException, InterruptedException {
            while (!Files.readString(err).contains(text)) {
                assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
                Thread.sleep(20);
            }
        }
    }

    private Ended start(Path folder, String... arguments) throws IOException, InterruptedException {
        return new Running(folder, List.of(arguments)).end();
    }

    private List<String> maven() throws IOException {
        return Files.readAllLines(mavenLog);
    }

    private static void answersWithItsVersion(Ended ended) {
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out()).startsWith("unclip ");
    }

    @Test
    void it_builds_once_and_again_only_where_the_checkout_has_moved() throws Exception {
        answersWithItsVersion(start(checkout, "--version"));
        answersWithItsVersion(start(checkout, "--version"));
        assertThat(maven()).containsExactly("begins", "ends");

        Path moved = Files.move(checkout, root.resolve("moved"));
        answersWithItsVersion(start(moved, "--version"));
        assertThat(maven()).containsExactly("begins", "ends", "begins", "ends");
    }

    @Test
    void of_two_first_starts_one_builds_and_the_other_waits_and_says_so() throws Exception {
        fakeMaven("while [ ! -e '" + root.resolve("go") + "' ]; do sleep 0.05; done");
        Running first = new Running(checkout, List.of("--version"));
        first.untilItSays("building");
        Running second = new Running(checkout, List.of("--version"));
        second.untilItSays("another start is building; waiting for it");
        Files.createFile(root.resolve("go"));

        answersWithItsVersion(first.end());
        answersWithItsVersion(second.end());
        assertThat(maven()).containsExactly("begins", "ends");
    }

    @Test
    void where_the_first_start_dies_the_other_builds() throws Exception {
        fakeMaven("if [ ! -e '%1$s' ]; then touch '%1$s'; exec sleep 100; fi".formatted(root.resolve("hung")));
        Running first = new Running(checkout, List.of("--version"));
        first.untilItSays("building");
        Running second = new Running(checkout, List.of("--version"));
        second.untilItSays("waiting for it");
        List<ProcessHandle> all = Stream.concat(Stream.of(first.process.toHandle()), first.process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);

        Ended ended = second.end();
        answersWithItsVersion(ended);
        assertThat(ended.err()).contains("unclip: building");
        assertThat(maven()).containsExactly("begins", "begins", "ends");
    }

    @Test
    void a_build_that_fails_shows_the_end_of_its_log_and_is_tried_again() throws Exception {
        fakeMaven("echo 'no such library'; exit 1");
        Ended failed = start(checkout, "--version");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err())
                .contains("no such library", "unclip: the build failed; all of it is in ")
                .doesNotContain("\tat ");

        fakeMaven("");
        answersWithItsVersion(start(checkout, "--version"));
    }

    @Test
    void a_checkout_at_a_long_path_draws_and_a_prompt_is_kept_letter_by_letter() throws Exception {
        Path parent = root;
        while (parent.toString().length() < LONG_PATH - 60) {
            parent = parent.resolve("a".repeat(50));
        }
        Path far =
                checkout(parent.resolve("b".repeat(LONG_PATH - parent.toString().length() - 1)));
        assertThat(far.toString()).hasSize(LONG_PATH);
        Path picture = root.resolve("owl.png");

        Ended drawn = start(
                far,
                "generate",
                "@home, an owl! 100% $HOME",
                "--steps",
                "prior=2,decoder=2",
                "--samples",
                "prior=1",
                "-o",
                picture.toString());

        assertThat(drawn.exitCode()).as(drawn.err()).isZero();
        assertThat(picture).isNotEmptyFile();
        assertThat(start(far, "recipe", picture.toString()).out()).contains("prompt  @home, an owl! 100% $HOME");
    }
}
