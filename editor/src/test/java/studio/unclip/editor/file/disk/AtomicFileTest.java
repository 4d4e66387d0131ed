package studio.unclip.editor.file.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.file.FileProblem;
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
                .isInstanceOf(FileProblem.class)
                .hasMessage("a: was not saved: not what it should be");
        assertThat(file).hasBinaryContent(bytes(2));
        assertThat(AtomicFile.backupOf(file)).hasBinaryContent(bytes(1));
        onlyThese(file, AtomicFile.backupOf(file));
    }

    @Test
    void aLinkStaysAndItsFileIsWritten() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path file = Files.write(other.resolve("file"), bytes(1));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("other", "file"));
        atomic.write(link, Existing.REPLACE, bytes(2));
        assertThat(Files.readSymbolicLink(link)).isEqualTo(Path.of("other", "file"));
        assertThat(file).hasBinaryContent(bytes(2));
        atomic.write(link, Existing.BACK_UP, bytes(3));
        assertThat(AtomicFile.backupOf(file)).hasBinaryContent(bytes(2));
        onlyThese(other, link);
    }

    @Test
    void aLinkToAFileThatIsNotThereYetStaysAndTheFileIsMade() throws IOException {
        Path other = Files.createDirectory(folder.resolve("other"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("second"));
        Path second = Files.createSymbolicLink(folder.resolve("second"), other.resolve("file"));
        atomic.write(first, Existing.REPLACE, bytes(1));
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(other.resolve("file")).hasBinaryContent(bytes(1));
    }

    @Test
    void aLinkThatLeadsNowhereIsATakenNameAndGivesOneClearLine() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none/file"));
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> atomic.write(link, Existing.KEEP, bytes(1)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> atomic.write(link, Existing.REPLACE, bytes(1)))
                .isInstanceOf(FileProblem.class)
                .hasMessage("link: was not saved: the folder " + folder.resolve("none") + " does not exist");
        assertThatThrownBy(() -> atomic.write(loop, Existing.REPLACE, bytes(1)))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("leads back to itself");
        onlyThese(link, loop);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aFileMarkedReadOnlyStaysAsItIs() throws IOException {
        Path file = Files.write(folder.resolve("a"), bytes(1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        for (Path name : List.of(file, link)) {
            for (Existing existing : List.of(Existing.REPLACE, Existing.BACK_UP)) {
                assertThatThrownBy(() -> atomic.write(name, existing, bytes(2)))
                        .isInstanceOfSatisfying(
                                FileProblem.class, e -> assertThat(e.kind()).isEqualTo(FileProblem.Kind.READ_ONLY))
                        .hasMessageStartingWith(name.getFileName() + ": is marked read-only");
            }
        }
        assertThat(file).hasBinaryContent(bytes(1));
        onlyThese(file, link);
    }

    @Test
    void permissionsAreKept() throws IOException {
        Path file = Files.write(folder.resolve("a"), bytes(1));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrw---x"));
        for (Existing existing : List.of(Existing.REPLACE, Existing.BACK_UP)) {
            atomic.write(file, existing, bytes(2));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rwxrw---x");
        }
    }

    /** Letters of three bytes: 75 of them are 225 bytes, of the 255 a name has. */
    @ParameterizedTest
    @ValueSource(ints = {75, 84, 85})
    void longNamesAreSavedWithTheirBackup(int letters) throws IOException {
        Path file = folder.resolve("\u753b".repeat(letters));
        for (int round = 1; round < 4; round++) {
            atomic.write(file, Existing.BACK_UP, bytes(round));
            assertThat(file).hasBinaryContent(bytes(round));
        }
        assertThat(AtomicFile.backupOf(file)).hasBinaryContent(bytes(2));
        onlyThese(file, AtomicFile.backupOf(file));
    }

    /** What a killed save left; not what belongs to a file whose name only begins alike. */
    @Test
    void whatAKilledSaveLeftIsClearedAwayByALaterOne() throws IOException {
        Path file = folder.resolve("a");
        Path dead = leftover(file);
        Path other = leftover(folder.resolve("a.b"));
        Path fresh = Files.write(new SavingName(file).fresh(), bytes(9));
        atomic.write(file, Existing.REPLACE, bytes(1));
        assertThat(dead).doesNotExist();
        onlyThese(file, other, fresh);
    }

    private static Path leftover(Path file) throws IOException {
        Path left = Files.write(new SavingName(file).fresh(), bytes(9));
        return Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    }

    @Test
    void aSaveThatSucceededIsNoFailureWhenClearingAwayFails() throws IOException {
        Path file = folder.resolve("a");
        Path dead = leftover(file);
        AtomicFile stubborn = new AtomicFile(new UndeletingDisk());
        stubborn.write(file, Existing.REPLACE, bytes(1));
        stubborn.write(folder.resolve("b"), Existing.KEEP, bytes(2));
        assertThat(file).hasBinaryContent(bytes(1));
        assertThat(folder.resolve("b")).hasBinaryContent(bytes(2));
        assertThat(dead).exists();
    }

    @Test
    void theReasonForAFailureIsTheFirstOne() throws IOException {
        AtomicFile stubborn = new AtomicFile(new UndeletingDisk());
        AtomicFile.Content failing = out -> {
            throw new IOException("the paint is wet");
        };
        assertThatThrownBy(() -> stubborn.write(folder.resolve("a"), Existing.KEEP, failing, written -> {}))
                .hasMessage("a: was not saved: the paint is wet");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> atomic.write(folder.resolve("none/a"), Existing.KEEP, bytes(1)))
                .isInstanceOfSatisfying(
                        FileProblem.class, e -> assertThat(e.kind()).isEqualTo(FileProblem.Kind.DISK))
                .hasMessage("a: was not saved: the folder " + folder.resolve("none") + " does not exist");
    }

    @Test
    void aFullDiskIsCalledFull() throws IOException {
        AtomicFile.Content content = out -> {
            throw new IOException("No space left on device");
        };
        assertThatThrownBy(() -> atomic.write(folder.resolve("a"), Existing.KEEP, content, written -> {}))
                .hasMessage("a: was not saved: the disk is full");
        onlyThese();
    }

    /** Deletes nothing. */
    private static final class UndeletingDisk implements Disk {
        private final Disk real = Disk.real();

        @Override
        public File create(Path file) throws IOException {
            return real.create(file);
        }

        @Override
        public void replace(Path from, Path to) throws IOException {
            real.replace(from, to);
        }

        @Override
        public void takeFreeName(Path from, Path to) throws IOException {
            real.takeFreeName(from, to);
        }

        @Override
        public void delete(Path file) throws IOException {
            throw new AccessDeniedException(file.toString());
        }

        @Override
        public void forceFolder(Path where) throws IOException {
            real.forceFolder(where);
        }
    }
}
