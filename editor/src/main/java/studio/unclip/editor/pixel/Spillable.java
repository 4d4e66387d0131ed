package studio.unclip.editor.pixel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Immutable contents that live on the heap, in a {@link SpillFile}, or both. Thread-safe.
 *
 * @param <A> the array type of the contents
 */
public abstract sealed class Spillable<A> permits Tile, MaskTile {
    private final Codec<A> codec;
    private volatile A content;
    private SpillFile.Slot slot; // guarded by this

    Spillable(A content, Codec<A> codec) {
        this.content = content;
        this.codec = codec;
    }

    /** Heap bytes of the contents when resident. */
    public final int byteSize() {
        return codec.bytes();
    }

    /** Whether the contents lie on the heap now. */
    public final boolean isResident() {
        return content != null;
    }

    /**
     * Moves the contents to the file and frees the heap.
     *
     * @return false if they lay only there already
     * @throws IOException if the file cannot be written; the contents then stay on the heap
     */
    public final synchronized boolean spillTo(SpillFile file) throws IOException {
        A present = content;
        if (present == null) {
            return false;
        }
        if (slot == null) {
            slot = file.write(this, codec.toBytes(present));
        }
        content = null;
        return true;
    }

    final A content() {
        A present = content;
        return present != null ? present : load();
    }

    private synchronized A load() {
        A present = content;
        if (present == null) {
            try {
                present = codec.fromBytes(slot.read());
            } catch (IOException e) {
                throw new UncheckedIOException("a tile of the history cannot be read back", e);
            }
            content = present;
        }
        return present;
    }

    /** How the contents become bytes. */
    interface Codec<A> {
        int bytes();

        ByteBuffer toBytes(A array);

        A fromBytes(ByteBuffer bytes);
    }

    /** Packed pixels. */
    enum IntCodec implements Codec<int[]> {
        INSTANCE;

        @Override
        public int bytes() {
            return Tile.BYTES;
        }

        @Override
        public ByteBuffer toBytes(int[] array) {
            ByteBuffer bytes = ByteBuffer.allocate(Tile.BYTES);
            bytes.asIntBuffer().put(array);
            return bytes;
        }

        @Override
        public int[] fromBytes(ByteBuffer bytes) {
            int[] array = new int[Tile.AREA];
            bytes.asIntBuffer().get(array);
            return array;
        }
    }

    /** Mask values. */
    enum ByteCodec implements Codec<byte[]> {
        INSTANCE;

        @Override
        public int bytes() {
            return Tile.AREA;
        }

        @Override
        public ByteBuffer toBytes(byte[] array) {
            return ByteBuffer.wrap(array);
        }

        @Override
        public byte[] fromBytes(ByteBuffer bytes) {
            byte[] array = new byte[Tile.AREA];
            bytes.get(array);
            return array;
        }
    }
}
