package studio.unclip.editor.file.png;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import studio.unclip.editor.file.FileProblem;

/** Reads a PNG file chunk by chunk, checking their sums (PNG specification, third edition, section 5). */
public final class PngChunks {
    static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    static final int IHDR = type("IHDR");
    static final int PLTE = type("PLTE");
    static final int TRNS = type("tRNS");
    static final int IDAT = type("IDAT");
    static final int IEND = type("IEND");

    private final DataInputStream in;
    private int length;
    private int type;
    private int left;
    private CRC32 sum = new CRC32();

    /** @param in at the file's first byte, buffered */
    PngChunks(InputStream in) throws IOException {
        this.in = new DataInputStream(in);
        if (!Arrays.equals(this.in.readNBytes(SIGNATURE.length), SIGNATURE)) {
            throw new FileProblem(FileProblem.Kind.UNKNOWN_FORMAT, "not a PNG picture", null);
        }
    }

    /** Whether a file that begins with these bytes is a PNG file; eight are enough. */
    public static boolean isPng(byte[] start) {
        return start.length >= SIGNATURE.length
                && Arrays.equals(start, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /** Whether zlib's two bytes of header stand here (RFC 1950): method 8, no dictionary, divisible by 31. */
    static boolean isZlib(byte[] bytes, int at) {
        int head = (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
        return (bytes[at] & 0x0f) == 8 && (bytes[at + 1] & 0x20) == 0 && head % 31 == 0;
    }

    static int type(String name) {
        byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
        return letters[0] << 24 | letters[1] << 16 | letters[2] << 8 | letters[3];
    }

    static String name(int type) {
        byte[] letters = {(byte) (type >> 24), (byte) (type >> 16), (byte) (type >> 8), (byte) type};
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    /** Goes to the next chunk; what is left of the present one must have been read or skipped. */
    int next() throws IOException {
        length = in.readInt();
        type = in.readInt();
        if (length < 0) {
            throw FileProblem.damaged("a chunk has an impossible length");
        }
        left = length;
        sum = new CRC32();
        sum.update(new byte[] {(byte) (type >> 24), (byte) (type >> 16), (byte) (type >> 8), (byte) type});
        return type;
    }

    int type() {
        return type;
    }

    int length() {
        return length;
    }

    /** The whole chunk, whose length the caller has looked at. */
    byte[] readAll() throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        sum.update(bytes);
        left = 0;
        end();
        return bytes;
    }

    /** Some bytes of the chunk; -1 when all were read and their sum was right. */
    int read(byte[] buffer) throws IOException {
        if (left == 0) {
            end();
            return -1;
        }
        int n = in.read(buffer, 0, Math.min(left, buffer.length));
        if (n < 0) {
            throw new EOFException();
        }
        sum.update(buffer, 0, n);
        left -= n;
        return n;
    }

    void skip() throws IOException {
        in.skipNBytes(left + 4L);
        left = 0;
    }

    private void end() throws IOException {
        if (in.readInt() != (int) sum.getValue()) {
            throw FileProblem.damaged("a part of it (" + name(type) + ") has a wrong check sum");
        }
    }
}
