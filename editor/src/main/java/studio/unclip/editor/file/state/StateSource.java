package studio.unclip.editor.file.state;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import studio.unclip.editor.file.disk.FileBytes;

/** Bytes of a state log, readable at any place. */
public interface StateSource {
    long size();

    /** @throws EOFException if the log ends before */
    byte[] read(long at, int length) throws IOException;

    /** @param file open as long as the source is used */
    static StateSource of(FileChannel file, long offset, long size) {
        return new StateSource() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public byte[] read(long at, int length) throws IOException {
                if (at < 0 || length < 0 || at > size - length) {
                    throw new EOFException("the log ends too early");
                }
                return FileBytes.read(file, offset + at, length);
            }
        };
    }

    static StateSource of(byte[] bytes) {
        return new StateSource() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long at, int length) throws IOException {
                if (at < 0 || length < 0 || at > bytes.length - length) {
                    throw new EOFException("the log ends too early");
                }
                byte[] part = new byte[length];
                ByteBuffer.wrap(bytes).get((int) at, part);
                return part;
            }
        };
    }
}
