package studio.unclip.editor.file.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.zip.CRC32C;
import studio.unclip.editor.file.disk.FileBytes;

/** Where packed tiles of a history lie in a saved file. Not safe for threads; one save at a time uses it. */
public final class SavedTiles {
    /** A packed tile and its CRC-32C. */
    record Packed(long offset, int length, int sum) {
        Optional<byte[]> read(FileChannel file) throws IOException {
            if (offset + length > file.size()) {
                return Optional.empty();
            }
            byte[] bytes = FileBytes.read(file, offset, length);
            return SavedTiles.sum(bytes) == sum ? Optional.of(bytes) : Optional.empty();
        }
    }

    private final WeakHashMap<Object, Packed> places = new WeakHashMap<>();

    static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    void put(Object tile, Packed place) {
        places.put(tile, place);
    }

    /** Null if it is not known. */
    Packed get(Object tile) {
        return places.get(tile);
    }
}
