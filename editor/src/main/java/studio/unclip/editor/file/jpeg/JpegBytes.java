package studio.unclip.editor.file.jpeg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A file byte by byte, quickly: every byte of a picture is looked at for markers. Confined to one thread. */
final class JpegBytes {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;

    JpegBytes(InputStream in) {
        this.in = in;
    }

    /** @throws EOFException at the end */
    int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xff;
    }

    byte[] take(int count) throws IOException {
        byte[] bytes = new byte[count];
        for (int done = 0; done < count; ) {
            if (at == end) {
                fill();
            }
            int n = Math.min(count - done, end - at);
            System.arraycopy(buffer, at, bytes, done, n);
            at += n;
            done += n;
        }
        return bytes;
    }

    void skip(int count) throws IOException {
        int held = Math.min(count, end - at);
        at += held;
        in.skipNBytes(count - held);
    }

    private void fill() throws IOException {
        at = 0;
        end = in.read(buffer);
        if (end <= 0) {
            end = 0;
            throw new EOFException();
        }
    }
}
