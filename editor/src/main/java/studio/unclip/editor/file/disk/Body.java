package studio.unclip.editor.file.disk;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import studio.unclip.editor.file.Watcher;

/** An entry of an archive, or a whole file, as pieces in their order. */
public final class Body {
    private final List<Piece> pieces = new ArrayList<>();
    private long size;

    public static Body of(byte[] bytes) {
        Body body = new Body();
        body.add(Piece.of(bytes));
        return body;
    }

    /** @return where in this body the piece begins */
    public long add(Piece piece) {
        long at = size;
        pieces.add(piece);
        size += piece.size();
        return at;
    }

    public long add(byte[] bytes) {
        return add(Piece.of(bytes));
    }

    public long size() {
        return size;
    }

    /** The sum a zip entry carries. */
    public long crc() throws IOException {
        CRC32 crc = new CRC32();
        for (Piece piece : pieces) {
            piece.forEach(crc::update);
        }
        return crc.getValue();
    }

    public void writeTo(WritableByteChannel out, Watcher watcher) throws IOException {
        long written = 0;
        for (Piece piece : pieces) {
            piece.writeTo(out);
            written += piece.size();
            watcher.step(size == 0 ? 1 : (double) written / size);
        }
    }
}
