package studio.unclip.inference.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Frames over two byte streams. One thread receives; any thread sends.
 *
 * <p>Each side first sends a greeting of 12 bytes, {@code UNCLIPIO} and the version as a big-endian integer, and reads the
 * other's. Then come frames: the header's length, the number of blobs, the header, and for each blob its length and
 * bytes. Lengths are big-endian integers and are refused beyond the limits, before anything is allocated for them.
 */
final class Wire {
    /** Of this language: to be raised with every change of a message that an older side would misread. */
    static final int VERSION = 2;

    private static final byte[] MAGIC = "UNCLIPIO".getBytes(StandardCharsets.US_ASCII);
    private static final int CHUNK = 1 << 16;

    private final AtomicLong heard = new AtomicLong();
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Limits limits;

    /**
     * What may be received.
     *
     * @param headerBytes of one frame
     * @param blobs how many a frame may have
     * @param blobBytes of all blobs of one frame together
     */
    record Limits(int headerBytes, int blobs, long blobBytes) {}

    Wire(InputStream in, OutputStream out, Limits limits) {
        this.in = new DataInputStream(new BufferedInputStream(new Heard(in), CHUNK));
        // Gathers the small pieces of a frame; what is as large as its buffer passes through.
        this.out = new DataOutputStream(new BufferedOutputStream(out, CHUNK));
        this.limits = limits;
    }

    /** Counts the pieces that arrive: a sign of life even in the middle of a long frame. */
    private final class Heard extends FilterInputStream {
        Heard(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            heard.incrementAndGet();
            return count;
        }
    }

    /** Grows whenever something arrives. */
    long heard() {
        return heard.get();
    }

    /** Sends our greeting. */
    synchronized void greet() throws IOException {
        out.write(MAGIC);
        out.writeInt(VERSION);
        out.flush();
    }

    /**
     * Reads the other's greeting.
     *
     * @throws WireException if it is none, or of another version
     * @throws EOFException if the stream ends before
     */
    void expectGreeting() throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (magic.length < MAGIC.length && Arrays.equals(magic, Arrays.copyOf(MAGIC, magic.length))) {
            throw new EOFException();
        }
        if (!Arrays.equals(magic, MAGIC)) {
            throw noMessage("it began with something else than a greeting");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new WireException(
                    "The engine's process is of another version than this program (" + version + ", not " + VERSION
                            + "), so they come from different builds. Close the program and start it again.");
        }
    }

    /** Sends all of it; waits while the other side is behind. */
    synchronized void send(Frame frame) throws IOException {
        out.writeInt(frame.header().remaining());
        out.writeInt(frame.blobs().size());
        put(frame.header());
        for (ByteBuffer blob : frame.blobs()) {
            out.writeInt(blob.remaining());
            put(blob);
        }
        out.flush();
    }

    private void put(ByteBuffer bytes) throws IOException {
        ByteBuffer rest = bytes.duplicate();
        byte[] chunk = new byte[Math.min(CHUNK, rest.remaining())];
        while (rest.hasRemaining()) {
            int length = Math.min(chunk.length, rest.remaining());
            rest.get(chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    /**
     * The next frame, waited for; empty at the end of the stream.
     *
     * @throws WireException if it is over a limit
     * @throws EOFException if the stream ends inside it
     */
    Optional<Frame> receive() throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int headerLength = (first << 24) | (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int count = in.readInt();
        if (headerLength < 0 || headerLength > limits.headerBytes() || count < 0 || count > limits.blobs()) {
            throw noMessage("a header of " + headerLength + " bytes with " + count + " blobs");
        }
        ByteBuffer header = exactly(headerLength);
        List<ByteBuffer> blobs = new ArrayList<>();
        long left = limits.blobBytes();
        for (int i = 0; i < count; i++) {
            int length = in.readInt();
            if (length < 0 || length > left) {
                throw noMessage("a blob of " + length + " bytes");
            }
            left -= length;
            blobs.add(exactly(length));
        }
        return Optional.of(new Frame(header, blobs));
    }

    static WireException noMessage(String what) {
        return new WireException("The engine's process sent what is no message (" + what + ").");
    }

    /** Grows as bytes come: a length that lies costs nothing. */
    private ByteBuffer exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes);
    }
}
