package studio.unclip.editor.file;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Immutable bytes with equality. */
public final class Blob {
    private final byte[] bytes;

    private Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @param bytes copied */
    public static Blob of(byte[] bytes) {
        return new Blob(bytes.clone());
    }

    /** Takes the array over. */
    public static Blob owning(byte[] bytes) {
        return new Blob(bytes);
    }

    public int size() {
        return bytes.length;
    }

    /** A copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The bytes without a copy, read-only. */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The shared array: never write to it. */
    public byte[] array() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Blob b && Arrays.equals(b.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Blob[" + bytes.length + " bytes]";
    }
}
