package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With the libraries of the jar as what a person brings along. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class RuntimeFolderTest {
    private static final String RUNTIME = System.mapLibraryName("onnxruntime");

    @TempDir
    Path root;

    private Path home;
    private Path brought;
    private RuntimeFolder folder;

    @BeforeEach
    void make() throws IOException {
        home = root.resolve("data/devices");
        brought = Files.createDirectory(root.resolve("brought along"));
        folder = new RuntimeFolder(home);
    }

    private void bring() throws IOException {
        NativeLibraries.ofThisProcess().unpackInto(brought);
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> folder.add(brought))
                .isInstanceOf(RuntimeFolder.RefusedException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("\n"));
        assertThat(folder.kept()).isEmpty();
        assertThat(home).doesNotExist();
    }

    @Test
    void what_works_is_used_as_long_as_it_does_not_change() throws Exception {
        bring();
        assertThat(folder.add(brought)).contains("CPUExecutionProvider");
        assertThat(folder.kept()).contains(new RuntimeFolder.Kept(brought.toAbsolutePath(), Optional.empty()));
        assertThat(librariesOfAnotherProcess()).isEqualTo(brought.toString());

        Files.setLastModifiedTime(brought.resolve(RUNTIME), FileTime.fromMillis(1_000_000_000_000L));
        assertThat(folder.sound()).as("copied anew, the same bytes").contains(brought.toAbsolutePath());

        Files.write(brought.resolve(RUNTIME), new byte[1], StandardOpenOption.APPEND);
        assertThat(folder.sound()).isEmpty();
        assertThat(folder.kept().orElseThrow().problem().orElseThrow())
                .startsWith("The file " + RUNTIME + " in " + brought + " is not as it was")
                .endsWith("unclip devices add FOLDER");
        assertThat(librariesOfAnotherProcess())
                .isEqualTo(root.resolve("cache")
                        .resolve(NativeLibraries.ofThisProcess().name())
                        .toString());
        assertThat(new DeviceSurvey(
                                OnnxRuntime.start(RuntimeOptions.defaults()),
                                new WebGpuPlugin(home, Optional.empty()),
                                folder)
                        .of("cuda")
                        .missing())
                .contains("is not as it was");

        assertThat(folder.remove()).isTrue();
        assertThat(folder.kept()).isEmpty();
        assertThat(folder.remove()).isFalse();
        assertThat(brought.resolve(RUNTIME)).as("is the person's").exists();
    }

    /** Where a process finds its libraries that the folder was added for. */
    private String librariesOfAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StartedByHand.class.getName(),
                        root.resolve("cache").toString(),
                        StartedByHand.ADDED + home)
                .redirectErrorStream(true)
                .start();
        List<String> said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as("%s", said).isZero();
        assertThat(said).anyMatch(line -> line.startsWith("answer 2.0"));
        return said.stream()
                .filter(line -> line.startsWith("libraries in "))
                .findFirst()
                .orElseThrow()
                .substring("libraries in ".length());
    }

    @Test
    void a_folder_without_the_libraries_is_refused() throws IOException {
        refused("There is no " + RUNTIME + " in " + brought);
        Files.writeString(brought.resolve(RUNTIME), "");
        refused("There is no " + System.mapLibraryName("onnxruntime4j_jni"));
    }

    @Test
    void libraries_that_do_not_load_are_refused() throws IOException {
        bring();
        Files.writeString(brought.resolve(RUNTIME), "not a library");
        refused("The libraries in " + brought + " do not work on this system", "cannot be loaded");
    }

    @Test
    void libraries_of_another_version_are_refused() throws IOException {
        bring();
        folder = new RuntimeFolder(home, saying("echo 'provider CPUExecutionProvider'; echo 'version 1.2.3'"));
        refused("are of ONNX Runtime 1.2.3, and this program takes "
                + NativeLibraries.ofThisProcess().version() + " only");
    }

    @Test
    void libraries_that_end_the_process_or_hang_are_refused() throws IOException {
        bring();
        folder = new RuntimeFolder(home, saying("kill -SEGV $$"));
        refused("do not work on this system: they end the process that loads them.");
        folder = new RuntimeFolder(home, saying("exec sleep 100"));
        refused("they did not answer for 1 seconds");
    }

    private RuntimeTrial saying(String script) throws IOException {
        Path java = Files.writeString(root.resolve("java.sh"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return new RuntimeTrial(java, "", Duration.ofSeconds(1));
    }

    @Test
    void a_list_that_is_none_is_said() throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("runtime.txt"), "");
        assertThat(folder.sound()).isEmpty();
        assertThat(folder.kept().orElseThrow().problem().orElseThrow()).contains("cannot be read");
        Files.writeString(home.resolve("runtime.txt"), brought + "\nnonsense\n");
        assertThat(folder.sound()).isEmpty();
        Files.writeString(home.resolve("runtime.txt"), root.resolve("gone") + "\nab\t1\t1\tlib.so\n");
        assertThat(folder.kept().orElseThrow().problem().orElseThrow()).contains("lib.so");
    }
}
