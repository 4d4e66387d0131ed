package studio.unclip.editor.file.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.Consumer;
import studio.unclip.editor.file.Blob;

/** Some bytes of a file that is put together: fresh ones, or a stretch of the file that was saved before. */
public sealed interface Piece {
    /** How much of an old file is held in memory at a time. */
    int STEP = 1 << 20;

    /** @param bytes taken over */
    static Piece of(byte[] bytes) {
        return new Fresh(Blob.owning(bytes));
    }

    long size();

    /** Hands the bytes over, in order; the buffers are reused. */
    void forEach(Consumer<ByteBuffer> use) throws IOException;

    default void writeTo(WritableByteChannel out) throws IOException {
        // A consumer cannot throw what a channel throws, so regions are written by their own loop.
        switch (this) {
            case Fresh fresh -> AtomicFile.writeAll(out, fresh.bytes().buffer());
            case Region region -> region.copyTo(out);
        }
    }

    /** Bytes in memory. */
    record Fresh(Blob bytes) implements Piece {
        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public void forEach(Consumer<ByteBuffer> use) {
            use.accept(bytes.buffer());
        }
    }

    /** @param file open as long as the piece is used */
    record Region(FileChannel file, long offset, long size) implements Piece {
        @Override
        public void forEach(Consumer<ByteBuffer> use) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, STEP));
            for (long at = 0; at < size; at += buffer.limit()) {
                fill(buffer, at);
                use.accept(buffer);
            }
        }

        private void copyTo(WritableByteChannel out) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(size, STEP));
            for (long at = 0; at < size; at += buffer.limit()) {
                fill(buffer, at);
                AtomicFile.writeAll(out, buffer);
            }
        }

        private void fill(ByteBuffer buffer, long at) throws IOException {
            buffer.clear().limit((int) Math.min(buffer.capacity(), size - at));
            while (buffer.hasRemaining()) {
                if (file.read(buffer, offset + at + buffer.position()) < 0) {
                    throw new EOFException("the file saved before is shorter than it was");
                }
            }
            buffer.flip();
        }
    }
}
