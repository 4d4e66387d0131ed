package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A process somebody starts by hand: no launcher, no variable in its environment, a home and a temporary folder to look at. */
@Timeout(120)
@EnabledOnOs({OS.LINUX, OS.MAC})
class SilentStartTest {
    /** On which the runtime's telemetry crashes, so that this ends with a signal should it be awake. */
    private static final int LONG_COMMAND_LINE = 5_000;

    @TempDir
    Path root;

    private Path home;
    private Path temporary;
    private Path work;

    @BeforeEach
    void makeFolders() throws IOException {
        home = Files.createDirectory(root.resolve("home"));
        temporary = Files.createDirectory(root.resolve("tmp"));
        work = Files.createDirectory(root.resolve("work"));
    }

    private record Ended(int exitCode, String said) {}

    private Ended start(List<String> options, String... arguments) throws Exception {
        Process process = begin(options, arguments);
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), said());
    }

    private Process begin(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                StartedByHand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.remove(Telemetry.VARIABLE);
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", temporary.toString());
        environment.keySet().removeIf(name -> name.startsWith("XDG_"));
        return builder.redirectOutput(root.resolve("output").toFile()).start();
    }

    private String said() throws IOException {
        return Files.readString(root.resolve("output"), StandardCharsets.UTF_8);
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).toList();
        }
    }

    @Test
    void nothingIsWrittenOutsideTheFolderOfLibrariesAndALongCommandLineIsFine() throws Exception {
        Path libraries = root.resolve("libraries");
        Ended ended = start(
                List.of("--enable-native-access=ALL-UNNAMED"), libraries.toString(), "x".repeat(LONG_COMMAND_LINE));

        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("variable 1").contains("answer 2.0");
        assertThat(in(home)).isEmpty();
        assertThat(in(work)).isEmpty();
        assertThat(in(temporary)).isEmpty();
        assertThat(in(libraries)).anyMatch(file -> file.toString().contains("onnxruntime4j_jni"));
    }

    @Test
    void whereLibrariesCannotBeKeptNothingOfThemIsLeft() throws Exception {
        Path file = Files.writeString(root.resolve("a-file"), "");
        Ended ended = start(
                List.of("--enable-native-access=ALL-UNNAMED"),
                file.resolve("libraries").toString());

        assertThat(ended.exitCode()).as(ended.said()).isZero();
        assertThat(ended.said()).contains("answer 2.0");
        assertThat(in(home)).isEmpty();
        assertThat(in(temporary)).isEmpty();
    }

    @Test
    void ofAProcessThatIsKilledNothingIsLeft() throws Exception {
        Process process = begin(
                List.of("--enable-native-access=ALL-UNNAMED"),
                root.resolve("libraries").toString(),
                StartedByHand.STAY);
        while (!said().contains("answer")) {
            assertThat(process.isAlive()).as(said()).isTrue();
            Thread.sleep(20);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();

        assertThat(in(temporary)).isEmpty();
    }

    @Test
    void whereTheVariableCannotBeSetTheRuntimeIsNotLoaded() throws Exception {
        Ended ended = start(
                List.of("--illegal-native-access=deny"),
                root.resolve("libraries").toString());

        assertThat(ended.exitCode()).isEqualTo(StartedByHand.REFUSED);
        assertThat(ended.said()).contains("ONNX Runtime").contains("its telemetry cannot be switched off");
        assertThat(in(home)).isEmpty();
        assertThat(in(temporary)).isEmpty();
        assertThat(root.resolve("libraries")).doesNotExist();
    }
}
