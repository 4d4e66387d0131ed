package studio.unclip.editor.file.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.file.disk.AtomicFile.Existing;

/** What becomes of the file that was there before. */
class AtomicFileTest {
    @TempDir
    Path folder;

    private final AtomicFile atomic = new AtomicFile();

    private static byte[] bytes(int value) {
        return new byte[] {(byte) value, 2, 3};
    }

    private void onlyThese(Path... expected) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(expected);
        }
    }

    @Test
    void keepWritesANewFileAndNeverAnother() throws IOException {
        Path file = folder.resolve("a");
        atomic.write(file, Existing.KEEP, bytes(1));
        assertThatThrownBy(() -> atomic.write(file, Existing.KEEP, bytes(2)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(bytes(1));
        onlyThese(file);
    }

    @Test
    void keepAlsoKeepsAFileThatAppearsMeanwhile() throws IOException {
        Path file = folder.resolve("a");
        AtomicFile.Content slow = out -> {
            Files.write(file, bytes(1));
            AtomicFile.writeAll(out, ByteBuffer.wrap(bytes(2)));
        };
        assertThatThrownBy(() -> atomic.write(file, Existing.KEEP, slow, written -> {}))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(bytes(1));
        onlyThese(file);
    }

    @Test
    void replaceLeavesNoBackup() throws IOException {
        Path file = folder.resolve("a");
        atomic.write(file, Existing.REPLACE, bytes(1));
        atomic.write(file, Existing.REPLACE, bytes(2));
        assertThat(file).hasBinaryContent(bytes(2));
        onlyThese(file);
    }

    @Test
    void backUpKeepsTheFileFromTheSaveBefore() throws IOException {
        Path file = folder.resolve("a.ora");
        Path backup = folder.resolve("a.ora~");
        atomic.write(file, Existing.BACK_UP, bytes(1));
        onlyThese(file);
        for (int round = 2; round < 5; round++) {
            atomic.write(file, Existing.BACK_UP, bytes(round));
            assertThat(file).hasBinaryContent(bytes(round));
            assertThat(AtomicFile.backupOf(file)).isEqualTo(backup).hasBinaryContent(bytes(round - 1));
            onlyThese(file, backup);
        }
    }

    @Test
    void aSaveThatFailsChangesNeitherFileNorBackup() throws IOException {
        Path file = folder.resolve("a");
        atomic.write(file, Existing.BACK_UP, bytes(1));
        atomic.write(file, Existing.BACK_UP, bytes(2));
        assertThatThrownBy(() -> atomic.write(
                        file, Existing.BACK_UP, out -> AtomicFile.writeAll(out, ByteBuffer.wrap(bytes(3))), written -> {
                            assertThat(written).hasBinaryContent(bytes(3));
                            throw new IOException("not what it should be");
                        }))
                .hasMessage("not what it should be");
        assertThat(file).hasBinaryContent(bytes(2));
        assertThat(AtomicFile.backupOf(file)).hasBinaryContent(bytes(1));
        onlyThese(file, AtomicFile.backupOf(file));
    }
}
