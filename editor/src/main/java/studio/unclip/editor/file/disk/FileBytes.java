package studio.unclip.editor.file.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads exactly so many bytes of a file. */
public final class FileBytes {
    private FileBytes() {}

    /** @throws EOFException if the file ends before */
    public static byte[] read(FileChannel file, long at, int length) throws IOException {
        if (at < 0 || length < 0 || at > file.size() - length) {
            throw new EOFException("the file ends too early");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file ends too early");
            }
        }
        return bytes.array();
    }
}
