package studio.unclip.editor.pixel;

import java.io.EOFException;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A private scratch file for tiles only the history still needs. Not a place to keep work: it is deleted when closed
 * and worthless after a crash. Space of tiles that nothing references any more is used again. Thread-safe.
 */
public final class SpillFile implements AutoCloseable {
    /** Not a {@code FileChannel}: interrupting a thread that reads from one closes it, for everybody and for good. */
    private final AsynchronousFileChannel channel;

    private final AtomicLong readBack = new AtomicLong();
    private final Map<Integer, Deque<Long>> free = new HashMap<>();
    private final List<Slot> used = new ArrayList<>();
    private long end;

    private SpillFile(AsynchronousFileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param folder an existing folder, as the platform's cache folder
     * @throws IOException if no file can be made there
     */
    public static SpillFile create(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "history-", ".spill");
        return new SpillFile(AsynchronousFileChannel.open(
                file,
                Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                null));
    }

    /** Bytes now taken by tiles that are still referenced. */
    public synchronized long bytesUsed() {
        reclaim();
        return used.stream().mapToLong(slot -> slot.length).sum();
    }

    /** How long the file is. */
    public synchronized long bytesTaken() {
        return end;
    }

    /** Bytes that came back to the heap so far, all tiles and times together. */
    public long bytesReadBack() {
        return readBack.get();
    }

    /** Waits to the end, interrupted or not: half a tile is of no use, and it takes no time worth breaking off. */
    private static int finish(Future<Integer> transfer) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return transfer.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new IOException(e.getCause().getMessage(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    synchronized Slot write(Object owner, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        Deque<Long> holes = free.computeIfAbsent(length, n -> new ArrayDeque<>());
        if (holes.isEmpty()) {
            reclaim();
        }
        Long hole = holes.poll();
        long position = hole == null ? end : hole;
        try {
            for (long at = position; bytes.hasRemaining(); ) {
                at += finish(channel.write(bytes, at));
            }
        } catch (IOException e) {
            if (hole != null) {
                holes.add(hole);
            }
            throw e;
        }
        if (hole == null) {
            end += length;
        }
        Slot slot = new Slot(this, position, length, new WeakReference<>(owner));
        used.add(slot);
        return slot;
    }

    private void reclaim() {
        used.removeIf(slot -> {
            boolean gone = slot.owner.refersTo(null);
            if (gone) {
                free.computeIfAbsent(slot.length, n -> new ArrayDeque<>()).add(slot.position);
            }
            return gone;
        });
    }

    /** Forgets everything: tiles that were spilled here can no longer be read. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Where one tile lies. */
    static final class Slot {
        private final SpillFile file;
        private final long position;
        private final int length;
        private final WeakReference<Object> owner;

        private Slot(SpillFile file, long position, int length, WeakReference<Object> owner) {
            this.file = file;
            this.position = position;
            this.length = length;
            this.owner = owner;
        }

        ByteBuffer read() throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (finish(file.channel.read(bytes, position + bytes.position())) < 0) {
                    throw new EOFException("the history's spill file is shorter than it was");
                }
            }
            file.readBack.addAndGet(length);
            return bytes.flip();
        }
    }
}
