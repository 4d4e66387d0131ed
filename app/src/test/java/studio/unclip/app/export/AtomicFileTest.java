package studio.unclip.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void a_disk_that_fills_up_leaves_nothing_and_the_old_file_whole() throws IOException {
        Path file = folder.resolve("owl.png");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, true, out -> {
                    out.write(new byte[10_000]);
                    throw new IOException("No space left on device");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left");
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("owl.png");
    }

    @Test
    void an_existing_file_is_refused_without_writing_a_byte() throws IOException {
        Path file = folder.resolve("owl.png");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> AtomicFile.write(file, false, _ -> {
                    throw new AssertionError("nothing is to be written");
                }))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("old");
    }

    @Test
    void a_file_that_appears_meanwhile_wins() throws IOException {
        Path file = folder.resolve("owl.png");
        assertThatThrownBy(() -> AtomicFile.write(file, false, out -> {
                    out.write(1);
                    Files.writeString(file, "theirs");
                }))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("theirs");
        assertThat(names()).containsExactly("owl.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void of_many_writers_of_one_new_file_exactly_one_wins(int round) throws Exception {
        Path file = folder.resolve("owl-" + round + ".png");
        List<Callable<Boolean>> writers = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<Boolean>) () -> {
                    try {
                        AtomicFile.write(file, false, ("writer " + i).getBytes(StandardCharsets.UTF_8));
                        return true;
                    } catch (FileAlreadyExistsException e) {
                        return false;
                    }
                })
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            int winners = 0;
            for (Future<Boolean> done : threads.invokeAll(writers)) {
                winners += done.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(names()).containsExactly("owl-" + round + ".png");
    }

    @Test
    void overwriting_replaces_in_one_step() throws IOException {
        Path file = folder.resolve("owl.png");
        Files.writeString(file, "old");
        AtomicFile.write(file, true, out -> {
            out.write("new".getBytes(StandardCharsets.UTF_8));
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
