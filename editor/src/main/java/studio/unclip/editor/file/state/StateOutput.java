package studio.unclip.editor.file.state;

import java.io.ByteArrayOutputStream;

/** Builds the payload of a frame: numbers in 1 to 10 bytes (zigzag, little end first), raw bytes. */
final class StateOutput {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    StateOutput number(long value) {
        long zigzag = value << 1 ^ value >> 63;
        while ((zigzag & ~0x7fL) != 0) {
            out.write((int) ((zigzag & 0x7f) | 0x80));
            zigzag >>>= 7;
        }
        out.write((int) zigzag);
        return this;
    }

    StateOutput flag(boolean value) {
        return number(value ? 1 : 0);
    }

    /** Their count and the bytes. */
    StateOutput bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
