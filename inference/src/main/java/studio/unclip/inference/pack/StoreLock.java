package studio.unclip.inference.pack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/** One writer at a time in a packs directory, among all threads and all processes. Gone when its process is. */
final class StoreLock implements Closeable {

    private static final long PATIENCE_MILLIS = 20;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits until the directory is free.
     *
     * @throws CancellationException if the watcher ends the work or the thread is interrupted meanwhile
     */
    static StoreLock acquire(Path directory, Watcher watcher) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean locked = false;
        try {
            locked = tryLock(channel);
            while (!locked) {
                if (watcher.cancelled()) {
                    throw new CancellationException();
                }
                Thread.sleep(PATIENCE_MILLIS);
                locked = tryLock(channel);
            }
            return new StoreLock(channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** Frees the directory. */
    @Override
    public void close() throws IOException {
        channel.close(); // and with it the lock
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of this process has it
        }
    }
}
