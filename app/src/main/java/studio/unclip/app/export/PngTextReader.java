package studio.unclip.app.export;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

/**
 * Finds one text in a PNG file without decoding the picture. Chunks are read as long as a text can be
 * ({@link #MAX_TEXT_BYTES}) and skipped otherwise, so that a hostile file costs no memory.
 */
final class PngTextReader {
    static final int MAX_TEXT_BYTES = 1 << 20;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int ITXT = 0x69545874;
    private static final int IEND = 0x49454E44;

    private PngTextReader() {}

    /** Whether a file that begins with these bytes is a PNG. */
    static boolean isPng(byte[] beginning) {
        return beginning.length >= SIGNATURE.length
                && Arrays.equals(beginning, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /**
     * @param png at the file's first byte
     * @return the text under the keyword; empty if there is none
     * @throws IOException if the file is no PNG, ends early, or a text chunk is damaged
     */
    static Optional<String> find(InputStream png, String keyword) throws IOException {
        DataInputStream in = new DataInputStream(png);
        if (!isPng(in.readNBytes(SIGNATURE.length))) {
            throw new IOException("not a PNG file");
        }
        while (true) {
            int length = in.readInt();
            int type = in.readInt();
            if (length < 0) {
                throw new IOException("a chunk of impossible length");
            }
            if (type == IEND) {
                return Optional.empty();
            }
            if (type != ITXT || length > MAX_TEXT_BYTES) {
                in.skipNBytes(length + 4L);
                continue;
            }
            byte[] chunk = in.readNBytes(length);
            if (chunk.length < length) {
                throw new EOFException();
            }
            checkSum(chunk, in.readInt());
            Optional<String> text = text(chunk, keyword);
            if (text.isPresent()) {
                return text;
            }
        }
    }

    private static void checkSum(byte[] chunk, int expected) throws IOException {
        CRC32 sum = new CRC32();
        sum.update("iTXt".getBytes(StandardCharsets.ISO_8859_1));
        sum.update(chunk);
        if ((int) sum.getValue() != expected) {
            throw new IOException("a text chunk is damaged");
        }
    }

    /** Keyword 0 compressed? method language 0 translated-keyword 0 text. */
    private static Optional<String> text(byte[] chunk, String keyword) throws IOException {
        int keywordEnd = zero(chunk, 0);
        if (!new String(chunk, 0, keywordEnd, StandardCharsets.ISO_8859_1).equals(keyword)) {
            return Optional.empty();
        }
        int flags = keywordEnd + 1;
        int start = zero(chunk, zero(chunk, flags + 2) + 1) + 1;
        byte[] text = Arrays.copyOfRange(chunk, start, chunk.length);
        if (chunk[flags] == 1) {
            text = inflate(text);
        }
        return Optional.of(new String(text, StandardCharsets.UTF_8));
    }

    private static byte[] inflate(byte[] compressed) throws IOException {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(compressed))) {
            byte[] text = in.readNBytes(MAX_TEXT_BYTES + 1);
            if (text.length > MAX_TEXT_BYTES) {
                throw new IOException("a text chunk is too large");
            }
            return text;
        }
    }

    private static int zero(byte[] chunk, int from) throws IOException {
        for (int i = from; i < chunk.length; i++) {
            if (chunk[i] == 0) {
                return i;
            }
        }
        throw new IOException("a text chunk is damaged");
    }
}
