package studio.unclip.editor.file.png;

import java.io.EOFException;
import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import studio.unclip.editor.file.FileProblem;

/** The pixel bytes out of all IDAT chunks; never unpacks much more than is asked for. */
final class PngPixels implements AutoCloseable {
    private final PngChunks chunks;
    private final Inflater inflater = new Inflater();
    private final byte[] packed = new byte[1 << 16];
    private final byte[] filter = new byte[1];

    /** @param chunks at the first IDAT */
    PngPixels(PngChunks chunks) {
        this.chunks = chunks;
    }

    /** @throws FileProblem if there are no more rows */
    void readRow(byte[] row, byte[] above, int distance, int length) throws IOException, DataFormatException {
        read(filter, 1);
        read(row, length);
        PngFilter.undo(filter[0], row, above, distance, length);
    }

    private void read(byte[] to, int length) throws IOException, DataFormatException {
        int at = 0;
        while (at < length) {
            int n = inflater.inflate(to, at, length - at);
            at += n;
            if (n == 0 && (inflater.finished() || inflater.needsDictionary() || !refill())) {
                throw FileProblem.damaged("its pixels end too early");
            }
        }
    }

    private boolean refill() throws IOException {
        while (chunks.type() == PngChunks.IDAT) {
            int n = chunks.read(packed);
            if (n >= 0) {
                inflater.setInput(packed, 0, n);
                return true;
            }
            chunks.next();
        }
        return false;
    }

    /**
     * To the first chunk behind the pixels, if there is one. A wrong sum over a chunk or over the pixels is found here,
     * as far as the file goes; bytes behind the last row mean nothing, and many of them are not unpacked.
     *
     * @throws FileProblem if a sum is wrong
     */
    void finish() throws IOException, DataFormatException {
        try {
            byte[] beyond = new byte[1 << 12];
            int surplus = 0;
            while (!inflater.finished() && surplus < beyond.length) {
                int n = inflater.inflate(beyond);
                surplus += n;
                if (n == 0 && !inflater.finished() && !refill()) {
                    return;
                }
            }
            while (chunks.type() == PngChunks.IDAT) {
                while (chunks.read(packed) >= 0) {
                    // Read for its sum.
                }
                chunks.next();
            }
        } catch (EOFException e) {
            // Cut behind the last row: the rows are whole.
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
