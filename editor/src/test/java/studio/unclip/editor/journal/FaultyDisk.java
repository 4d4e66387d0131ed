package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.unclip.editor.file.disk.Disk;

/** The real disk, with as much room as it is given, and with a fault where one is asked for. */
final class FaultyDisk implements Disk {
    private final Disk real = Disk.real();
    private long room = Long.MAX_VALUE;
    private RuntimeException fault;

    /** How many more bytes can be written; deleting a file gives its bytes back. */
    synchronized void room(long bytes) {
        room = bytes;
    }

    synchronized long room() {
        return room;
    }

    /** Thrown by the next file that is made. */
    synchronized void failOnce(RuntimeException exception) {
        fault = exception;
    }

    private synchronized void takeFault() {
        RuntimeException thrown = fault;
        fault = null;
        if (thrown != null) {
            throw thrown;
        }
    }

    /** How many of the bytes there is room for. */
    private synchronized int take(int bytes) {
        int taken = (int) Math.min(bytes, room);
        room -= room == Long.MAX_VALUE ? 0 : taken;
        return taken;
    }

    private synchronized void giveBack(long bytes) {
        room += room == Long.MAX_VALUE ? 0 : bytes;
    }

    @Override
    public File create(Path file) throws IOException {
        takeFault();
        return new Limited(real.create(file));
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
        long bytes = Files.exists(file) ? Files.size(file) : 0;
        real.delete(file);
        giveBack(bytes);
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        real.forceFolder(folder);
    }

    private final class Limited implements File {
        private final File file;

        Limited(File file) {
            this.file = file;
        }

        /** A full disk takes what it has room for, and then says so. */
        @Override
        public int write(ByteBuffer from) throws IOException {
            int taken = take(from.remaining());
            ByteBuffer part = from.duplicate();
            part.limit(part.position() + taken);
            while (part.hasRemaining()) {
                file.write(part);
            }
            from.position(from.position() + taken);
            if (from.hasRemaining()) {
                throw new IOException("No space left on device");
            }
            return taken;
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return file.read(to);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            giveBack(Math.max(0, file.size() - size));
            file.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
