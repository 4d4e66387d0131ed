package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The computer's file systems, through {@code java.nio}. */
final class RealDisk implements Disk {
    static final RealDisk INSTANCE = new RealDisk();

    private RealDisk() {}

    @Override
    public File create(Path file) throws IOException {
        return new ChannelFile(FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A hard link fails when the name is taken, in one step; a rename would silently replace. */
    @Override
    public void takeFreeName(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(to.toString());
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No hard links here (FAT, some network drives): reserve the name, then fill it in one step.
            Files.createFile(to);
            try {
                replace(from, to);
            } catch (IOException failed) {
                Files.deleteIfExists(to);
                throw failed;
            }
            return;
        }
        try {
            Files.delete(from);
        } catch (IOException _) {
            // The file has its name; the second one is swept away later.
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            // Windows opens no folder; its file systems journal names themselves.
            return;
        }
        try (channel) {
            channel.force(true);
        } catch (IOException _) {
            // Some network drives do not force folders. A disk that fails has refused the files' bytes before.
        }
    }

    private record ChannelFile(FileChannel channel) implements File {
        @Override
        public int read(ByteBuffer to) throws IOException {
            return channel.read(to);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
