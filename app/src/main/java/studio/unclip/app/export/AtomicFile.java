package studio.unclip.app.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that under its name there is at every instant either what was there before or the whole new file:
 * the bytes go to a temporary file in the same folder, are forced to disk, and take the name in one step.
 */
public final class AtomicFile {

    /** Writes the file's bytes. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /**
     * @param overwrite whether an existing file is replaced
     * @throws FileAlreadyExistsException if the file exists, also when it appeared while this one was written, and
     *     {@code overwrite} is false; it is left as it was
     * @throws IOException if writing fails; nothing of it is left then
     */
    public static void write(Path target, boolean overwrite, Content content) throws IOException {
        if (!overwrite && Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path folder = target.toAbsolutePath().getParent();
        Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            if (overwrite) {
                replace(temporary, target);
            } else {
                takeFreeName(temporary, target);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** As {@link #write}, from bytes in memory. */
    public static void write(Path target, boolean overwrite, byte[] bytes) throws IOException {
        write(target, overwrite, out -> out.write(bytes));
    }

    private static void replace(Path temporary, Path target) throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A hard link fails when the name is taken, in one step; a rename would silently replace. */
    private static void takeFreeName(Path temporary, Path target) throws IOException {
        try {
            Files.createLink(target, temporary);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(target.toString());
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No hard links here (FAT, some network drives): reserve the name, then fill it in one step.
            Files.createFile(target);
            try {
                replace(temporary, target);
            } catch (IOException failed) {
                Files.deleteIfExists(target);
                throw failed;
            }
        }
    }
}
