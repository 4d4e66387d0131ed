package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import studio.unclip.editor.file.FileProblem;

/**
 * Writes a file so that under its name there is at every instant either what was there before or the whole new file.
 *
 * <p>In this order: the bytes go to a temporary file in the same folder and are forced to the disk; the temporary file
 * is read again and checked; the old file is kept as a backup, where one is asked for; the temporary file takes the
 * name in one step; the folder is forced to the disk. Whatever fails before the last step but one, the file under the
 * name is untouched and nothing of the new one is left. A link is followed: its target is written, the link stays.
 *
 * <p>Stateless and safe for threads.
 */
public final class AtomicFile {
    static final String TEMPORARY_END = ".saving";
    private static final Duration DEAD_AFTER = Duration.ofMinutes(10);
    private static final String BACKUP_END = "~";

    /** Writes a file's bytes, first to last. */
    @FunctionalInterface
    public interface Content {
        void writeTo(WritableByteChannel out) throws IOException;
    }

    /** Looks at the finished temporary file; throws if it is not what it should be. */
    @FunctionalInterface
    public interface Check {
        void accept(Path written) throws IOException;
    }

    /** What becomes of a file that is there already. */
    public enum Existing {
        /** It stays, and writing fails. */
        KEEP,
        /** It is replaced. */
        REPLACE,
        /** It is replaced and kept beside the new one, with {@code ~} behind its name. */
        BACK_UP
    }

    private final Disk disk;

    /** @param disk where to write */
    public AtomicFile(Disk disk) {
        this.disk = disk;
    }

    /** On the computer's own disk. */
    public AtomicFile() {
        this(Disk.real());
    }

    /**
     * @param target the file's name, in an existing folder
     * @param existing what becomes of a file that is there already
     * @param content writes the bytes; a {@link java.util.concurrent.CancellationException} from it ends the writing
     * @param check beside the byte for byte check that is always made
     * @throws FileAlreadyExistsException if the file exists, also when it appeared while this one was written, and
     *     {@code existing} is {@link Existing#KEEP}
     * @throws FileProblem of kind {@link FileProblem.Kind#NOT_VERIFIED} if the disk gave back other bytes
     * @throws IOException if writing fails
     */
    public void write(Path target, Existing existing, Content content, Check check) throws IOException {
        if (existing == Existing.KEEP && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path name = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Path folder = name.getParent();
        Path temporary = folder.resolve("." + name.getFileName() + "." + UUID.randomUUID() + TEMPORARY_END);
        try {
            ByteSum sum = fill(temporary, content);
            verify(temporary, sum);
            check.accept(temporary);
            copyPermissions(name, temporary);
            switch (existing) {
                case KEEP -> disk.takeFreeName(temporary, name);
                case REPLACE -> disk.replace(temporary, name);
                case BACK_UP -> {
                    keepOld(name);
                    disk.replace(temporary, name);
                }
            }
            disk.forceFolder(folder);
            sweep(name);
        } finally {
            disk.delete(temporary);
        }
    }

    /** Removes what saves of this file left that were killed; one that still writes has touched its file lately. */
    private void sweep(Path name) throws IOException {
        List<Path> dead = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(name.getParent())) {
            for (Path file : files) {
                String other = file.getFileName().toString();
                if (other.startsWith("." + name.getFileName() + ".")
                        && other.endsWith(TEMPORARY_END)
                        && Files.getLastModifiedTime(file)
                                .toInstant()
                                .isBefore(Instant.now().minus(DEAD_AFTER))) {
                    dead.add(file);
                }
            }
        } catch (IOException e) {
            return; // another save of the same file took one away meanwhile
        }
        for (Path file : dead) {
            disk.delete(file);
        }
    }

    /** As {@link #write(Path, Existing, Content, Check)}, from bytes in memory. */
    public void write(Path target, Existing existing, byte[] bytes) throws IOException {
        write(target, existing, out -> writeAll(out, ByteBuffer.wrap(bytes)), written -> {});
    }

    /** The name under which {@link Existing#BACK_UP} keeps the file from before. */
    public static Path backupOf(Path target) {
        return target.resolveSibling(target.getFileName() + BACKUP_END);
    }

    public static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private ByteSum fill(Path temporary, Content content) throws IOException {
        try (Disk.File file = disk.create(temporary)) {
            ByteSum sum = new ByteSum();
            content.writeTo(new SummedChannel(file, sum));
            file.force();
            return sum;
        }
    }

    private static void verify(Path temporary, ByteSum expected) throws IOException {
        ByteSum read = new ByteSum();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel in = FileChannel.open(temporary, StandardOpenOption.READ)) {
            while (in.read(buffer) >= 0) {
                read.add(buffer.flip());
                buffer.clear();
            }
        }
        if (!read.sameAs(expected)) {
            throw new FileProblem(
                    FileProblem.Kind.NOT_VERIFIED,
                    "the disk gave back other bytes than were written; the file from before is untouched",
                    null);
        }
    }

    /** Length and CRC-32C of bytes in their order. */
    private static final class ByteSum {
        private final CRC32C crc = new CRC32C();
        private long length;

        void add(ByteBuffer bytes) {
            length += bytes.remaining();
            crc.update(bytes);
        }

        boolean sameAs(ByteSum other) {
            return length == other.length && crc.getValue() == other.crc.getValue();
        }
    }

    private record SummedChannel(WritableByteChannel to, ByteSum sum) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = bytes.remaining();
            ByteBuffer counted = bytes.duplicate();
            writeAll(to, bytes);
            sum.add(counted);
            return length;
        }

        @Override
        public boolean isOpen() {
            return to.isOpen();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }
    }

    /** The backup is a second name of the old file, or a copy: the old file keeps its own name until it is replaced. */
    private void keepOld(Path name) throws IOException {
        if (!Files.exists(name)) {
            return;
        }
        Path backup = backupOf(name);
        Path fresh = name.resolveSibling("." + backup.getFileName() + "." + UUID.randomUUID() + TEMPORARY_END);
        try {
            try {
                Files.createLink(fresh, name);
            } catch (UnsupportedOperationException | IOException e) {
                Files.copy(name, fresh);
            }
            disk.replace(fresh, backup);
        } finally {
            disk.delete(fresh);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        Optional<Set<PosixFilePermission>> permissions = permissions(from);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (permissions.isPresent() && view != null) {
            view.setPermissions(permissions.get());
        }
    }

    private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null || !Files.exists(file)
                ? Optional.empty()
                : Optional.of(view.readAttributes().permissions());
    }
}
