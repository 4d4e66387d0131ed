package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import studio.unclip.editor.file.FileProblem;

/**
 * Writes a file so that under its name there is at every instant either what was there before or the whole new file.
 *
 * <p>In this order: the bytes go to a temporary file in the same folder and are forced to the disk; the temporary file
 * is read again and checked; it gets the old file's permissions; the old file is kept as a backup, where one is asked
 * for; the temporary file takes the name in one step; the folder is forced to the disk. Whatever fails before the name
 * is taken, the file under the name is untouched and nothing of the new one is left; what fails afterwards is not the
 * caller's trouble.
 *
 * <p>A link is followed, also one to a file that is not there yet: its target is written, the link stays. A file that is
 * marked read-only is left alone.
 *
 * <p>Stateless and safe for threads.
 */
public final class AtomicFile {
    private static final String BACKUP_END = "~";
    private static final int MOST_LINKS = 40;

    /** What the system says, where it speaks English; else its own words are shown. */
    private static final String FULL = "No space left";

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
     * @throws FileAlreadyExistsException if the name is taken, also when it was while this file was written, and
     *     {@code existing} is {@link Existing#KEEP}
     * @throws FileProblem with one clear line if writing fails: of kind {@link FileProblem.Kind#NOT_VERIFIED} if the
     *     disk gave back other bytes, {@link FileProblem.Kind#READ_ONLY} if the file may not be written to, else as
     *     {@code content} and {@code check} say or {@link FileProblem.Kind#DISK}
     */
    public void write(Path target, Existing existing, Content content, Check check) throws IOException {
        if (existing == Existing.KEEP && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        try {
            writeTo(followed(target), existing, content, check);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileProblem e) {
            throw e.in(target);
        } catch (IOException e) {
            throw new FileProblem(FileProblem.Kind.DISK, "was not saved: " + why(e, target), e).in(target);
        }
    }

    /** Where the bytes go in the end: the file a link leads to, whether it is there or not. */
    private static Path followed(Path target) throws IOException {
        if (Files.exists(target)) {
            return target.toRealPath();
        }
        Path name = target.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(name); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemLoopException(target.toString());
            }
            name = name.resolveSibling(Files.readSymbolicLink(name));
        }
        return name;
    }

    private void writeTo(Path name, Existing existing, Content content, Check check) throws IOException {
        if (Permissions.isReadOnly(name)) {
            throw new FileProblem(
                    FileProblem.Kind.READ_ONLY,
                    "is marked read-only and was left as it is; save under another name or allow writing to it",
                    null);
        }
        SavingName names = new SavingName(name);
        Path temporary = names.fresh();
        try {
            ByteSum sum = fill(temporary, content);
            verify(temporary, sum);
            check.accept(temporary);
            Permissions.copy(name, temporary);
            switch (existing) {
                case KEEP -> disk.takeFreeName(temporary, name);
                case REPLACE -> disk.replace(temporary, name);
                case BACK_UP -> {
                    keepOld(name, names);
                    disk.replace(temporary, name);
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            deleteAfter(e, temporary);
            throw e;
        }
        disk.forceFolder(name.getParent());
        sweep(names);
    }

    private void deleteAfter(Throwable failure, Path temporary) {
        try {
            disk.delete(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The file is saved: what cannot be cleared away now is cleared away by a later save. */
    private void sweep(SavingName names) {
        try {
            for (Path left : names.dead()) {
                disk.delete(left);
            }
        } catch (IOException | DirectoryIteratorException _) {
            // Another save took one away meanwhile, or it may not be deleted.
        }
    }

    private static String why(IOException e, Path target) {
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(target)) {
            return "a folder has this name";
        }
        return switch (e) {
            case NoSuchFileException missing -> {
                Path where = folderOf(missing, folder);
                // Some folders that are there take no files: those of /proc.
                yield "the folder " + where + (Files.isDirectory(where) ? " takes no files" : " does not exist");
            }
            case AccessDeniedException denied -> "the folder " + folderOf(denied, folder) + " may not be written to";
            case FileSystemLoopException _ -> "it is a link that leads back to itself";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(e.getMessage()).contains(FULL) ? "the disk is full" : e.getMessage();
        };
    }

    /** Where the temporary file should have come: beside the file a link leads to. */
    private static Path folderOf(FileSystemException e, Path otherwise) {
        return e.getFile() == null
                ? otherwise
                : Path.of(e.getFile()).toAbsolutePath().getParent();
    }

    /** As {@link #write(Path, Existing, Content, Check)}, from bytes in memory. */
    public void write(Path target, Existing existing, byte[] bytes) throws IOException {
        write(target, existing, out -> writeAll(out, ByteBuffer.wrap(bytes)), written -> {});
    }

    /** The name under which {@link Existing#BACK_UP} keeps the file from before. */
    public static Path backupOf(Path target) {
        return target.resolveSibling(SavingName.with(String.valueOf(target.getFileName()), BACKUP_END));
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
    private void keepOld(Path name, SavingName names) throws IOException {
        if (!Files.exists(name)) {
            return;
        }
        Path fresh = names.fresh();
        try {
            try {
                Files.createLink(fresh, name);
            } catch (UnsupportedOperationException | IOException e) {
                Files.copy(name, fresh);
            }
            disk.replace(fresh, backupOf(name));
        } finally {
            disk.delete(fresh);
        }
    }
}
