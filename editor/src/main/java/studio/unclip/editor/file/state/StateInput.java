package studio.unclip.editor.file.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import studio.unclip.editor.file.FileProblem;

/** Reads what {@link StateOutput} built. Every reader throws {@link FileProblem} where the payload is not sound. */
final class StateInput {
    private final ByteBuffer in;

    StateInput(byte[] payload) {
        in = ByteBuffer.wrap(payload);
    }

    long number() throws FileProblem {
        long zigzag = 0;
        try {
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = in.get();
                zigzag |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return zigzag >>> 1 ^ -(zigzag & 1);
                }
            }
        } catch (BufferUnderflowException e) {
            throw FileProblem.damaged("a state of the document ends too early", e);
        }
        throw FileProblem.damaged("a number in a state of the document is too long");
    }

    /** A number from {@code least} to {@code most}. */
    int number(int least, int most) throws FileProblem {
        long value = number();
        if (value < least || value > most) {
            throw FileProblem.damaged("a state of the document holds an impossible number");
        }
        return (int) value;
    }

    boolean flag() throws FileProblem {
        return number(0, 1) == 1;
    }

    byte[] bytes() throws FileProblem {
        byte[] value = new byte[number(0, in.remaining())];
        in.get(value);
        return value;
    }
}
