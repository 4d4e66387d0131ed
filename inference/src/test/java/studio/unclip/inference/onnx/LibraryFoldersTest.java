package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFoldersTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path root;

    private Path cache;
    private NativeLibraries libraries;
    private LibraryFolders folders;

    @BeforeEach
    void makeAJar() throws IOException {
        cache = root.resolve("cache/libraries");
        libraries = libraries("one");
        folders = new LibraryFolders(libraries, NOW);
    }

    private NativeLibraries libraries(String content) throws IOException {
        Path jar = root.resolve(content + ".jar");
        Map<String, String> entries = Map.of(
                "ai/onnxruntime/native/linux-x64/libruntime.so", content.repeat(10_000),
                "ai/onnxruntime/native/linux-x64/libbridge.so", "bridge",
                "ai/onnxruntime/native/linux-x64/libruntime.so.debug/symbols", "not loaded",
                "ai/onnxruntime/native/win-x64/runtime.dll", "of another platform");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return NativeLibraries.in(jar, "linux-x64", "1.2.3");
    }

    @Test
    void theRealJarHasLibrariesForThisMachine() throws IOException {
        NativeLibraries real = NativeLibraries.ofThisProcess();
        assertThat(real.files()).anyMatch(file -> file.name().contains("onnxruntime4j_jni"));
        assertThat(real.name()).matches("1\\.\\d+\\.\\d+-[0-9a-f]{8}");
    }

    @Test
    void librariesAreUnpackedOnceAndUsedAgain() throws IOException {
        Path folder = folders.keptUnder(cache);
        assertThat(names(folder)).containsExactly("libbridge.so", "libruntime.so");
        assertThat(folder.resolve("libruntime.so")).hasContent("one".repeat(10_000));

        Object first = Files.readAttributes(folder.resolve("libruntime.so"), "unix:ino")
                .get("ino");
        assertThat(folders.keptUnder(cache)).isEqualTo(folder);
        assertThat(Files.readAttributes(folder.resolve("libruntime.so"), "unix:ino"))
                .containsEntry("ino", first);
        assertThat(names(cache)).containsExactly(libraries.name());
    }

    @Test
    void aDamagedOrHalfFilledFolderIsMadeAnew() throws IOException {
        Path folder = folders.keptUnder(cache);
        Files.writeString(folder.resolve("libruntime.so"), "two".repeat(10_000));
        folders.keptUnder(cache);
        assertThat(folder.resolve("libruntime.so")).hasContent("one".repeat(10_000));

        Files.delete(folder.resolve("libbridge.so"));
        folders.keptUnder(cache);
        assertThat(folder.resolve("libbridge.so")).hasContent("bridge");
        assertThat(names(cache)).containsExactly(libraries.name());
    }

    @Test
    void manyStartsAtOnceShareOneFolder() throws Exception {
        int starts = 16;
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(starts)) {
            List<Future<Boolean>> all = IntStream.range(0, starts)
                    .mapToObj(_ -> threads.submit((Callable<Boolean>) () -> {
                        go.await();
                        return libraries.areIn(new LibraryFolders(libraries, NOW).keptUnder(cache));
                    }))
                    .toList();
            go.countDown();
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        }
        assertThat(names(cache)).containsExactly(libraries.name());
    }

    @Test
    void otherVersionsStayForAMonthAndHalfFilledFoldersForADay() throws IOException {
        Path mine = folders.keptUnder(cache);
        Path recent = other("1.2.2-0a0a0a0a", Duration.ofDays(29));
        Path old = other("1.2.1-0a0a0a0a", Duration.ofDays(31));
        Path filling = other("unfinished-a", Duration.ofHours(1));
        Path abandoned = other("unfinished-b", Duration.ofDays(2));
        age(mine, Duration.ofDays(40));

        folders.sweepCache(cache);

        assertThat(mine).exists();
        assertThat(recent).exists();
        assertThat(filling).exists();
        assertThat(old).doesNotExist();
        assertThat(abandoned).doesNotExist();
    }

    @Test
    void whatIsUsedIsNotOld() throws IOException {
        Path mine = folders.keptUnder(cache);
        age(mine, Duration.ofDays(40));
        folders.keptUnder(cache);

        new LibraryFolders(libraries("another"), NOW).sweepCache(cache);

        assertThat(mine).exists();
    }

    @Test
    void leftoversOfKilledProcessesGoAfterADayAndNothingElseDoes() throws IOException {
        Path temporary = Files.createDirectory(root.resolve("tmp"));
        Path empty = leftover(temporary, "onnxruntime-java123", Duration.ofDays(2));
        Path full = leftover(temporary, "onnxruntime-java456", Duration.ofDays(2), "libruntime.so", "libbridge.so");
        Path ours = leftover(temporary, "unclip-libraries789", Duration.ofDays(2), "libruntime.so");
        Path running = leftover(temporary, "onnxruntime-java42", Duration.ofHours(2), "libruntime.so");
        Path foreign = leftover(temporary, "onnxruntime-java43", Duration.ofDays(2), "thesis.txt");
        Path named = leftover(temporary, "onnxruntime-java-sources", Duration.ofDays(2));

        folders.sweepTemporary(temporary);

        assertThat(List.of(empty, full, ours)).noneMatch(Files::exists);
        assertThat(List.of(running, foreign, named)).allMatch(Files::exists);
        assertThat(foreign.resolve("thesis.txt")).exists();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Path file = Files.writeString(root.resolve("a-file"), "");
        assertThatThrownBy(() -> folders.keptUnder(file.resolve("cache"))).isInstanceOf(IOException.class);
    }

    @Test
    void aPlatformWithoutLibrariesIsSaid() {
        assertThatThrownBy(() -> NativeLibraries.in(libraries.jar(), "plan9-sparc", "1.2.3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("plan9-sparc");
    }

    private Path other(String name, Duration age) throws IOException {
        Path folder = Files.createDirectory(cache.resolve(name));
        Files.writeString(folder.resolve("libruntime.so"), "other");
        return age(folder, age);
    }

    private static Path leftover(Path parent, String name, Duration age, String... files) throws IOException {
        Path folder = Files.createDirectory(parent.resolve(name));
        for (String file : files) {
            Files.writeString(folder.resolve(file), "");
        }
        return age(folder, age);
    }

    private static Path age(Path folder, Duration age) throws IOException {
        return Files.setLastModifiedTime(folder, FileTime.from(NOW.minus(age)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
