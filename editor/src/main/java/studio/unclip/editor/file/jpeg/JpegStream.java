package studio.unclip.editor.file.jpeg;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import javax.imageio.stream.ImageInputStreamImpl;
import studio.unclip.editor.file.Watcher;

/**
 * A JPEG file for the decoder: with tables put in behind its start marker where it has none of its own, and asking the
 * watcher whenever bytes are wanted, which happens also while the decoder reads scan after scan and says nothing.
 */
final class JpegStream extends ImageInputStreamImpl {
    /** Behind the start marker. */
    private static final int PUT_IN_AT = 2;

    private static final double READ = 0.9;

    private final FileChannel file;
    private final byte[] putIn;
    private final long length;
    private final Watcher watcher;
    private long furthest;

    /**
     * @param file belongs to the caller
     * @param putIn segments; empty for none
     */
    JpegStream(FileChannel file, byte[] putIn, Watcher watcher) throws IOException {
        this.file = file;
        this.putIn = putIn;
        this.length = file.size() + putIn.length;
        this.watcher = watcher;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws java.util.concurrent.CancellationException if the watcher gives up */
    @Override
    public int read(byte[] to, int offset, int wanted) throws IOException {
        watcher.check();
        bitOffset = 0;
        int n = at(streamPos, ByteBuffer.wrap(to, offset, wanted));
        if (n > 0) {
            streamPos += n;
        }
        if (streamPos > furthest) {
            furthest = streamPos;
            watcher.progress(READ * furthest / length);
        }
        return n;
    }

    private int at(long position, ByteBuffer to) throws IOException {
        if (position < PUT_IN_AT) {
            to.limit(to.position() + (int) Math.min(to.remaining(), PUT_IN_AT - position));
            return file.read(to, position);
        }
        if (position < PUT_IN_AT + putIn.length) {
            int from = (int) position - PUT_IN_AT;
            int n = Math.min(to.remaining(), putIn.length - from);
            to.put(putIn, from, n);
            return n;
        }
        return file.read(to, position - putIn.length);
    }

    @Override
    public long length() {
        return length;
    }
}
