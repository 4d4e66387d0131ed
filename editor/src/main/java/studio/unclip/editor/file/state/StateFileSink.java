package studio.unclip.editor.file.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;

/** A state log as a file of its own. Confined to one thread. */
public final class StateFileSink implements StateSink {
    private static final int BUFFER = 1 << 20;

    private final Disk.File file;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private long number;
    private long size;

    /** @param file empty; belongs to the caller */
    public StateFileSink(Disk.File file) {
        this.file = file;
    }

    @Override
    public void frame(byte kind, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(StateFrame.FRAME_BYTES + payload.length);
        frame.putInt(payload.length).put(kind).put(payload);
        frame.putInt(StateFrame.sum(number++, frame.slice(StateFrame.KIND_AT, 1 + payload.length)));
        buffer.writeBytes(frame.array());
        size += frame.capacity();
        if (buffer.size() > BUFFER) {
            flush();
        }
    }

    private void flush() throws IOException {
        AtomicFile.writeAll(file, ByteBuffer.wrap(buffer.toByteArray()));
        buffer.reset();
    }

    /** Returns when every frame is on the disk. */
    public void force() throws IOException {
        flush();
        file.force();
    }

    /** Bytes of all frames. */
    public long size() {
        return size;
    }
}
