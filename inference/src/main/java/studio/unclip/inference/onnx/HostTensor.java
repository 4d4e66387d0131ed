package studio.unclip.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import studio.unclip.inference.pack.ElementType;

/**
 * A tensor in native memory that Java and ONNX Runtime both see: what is written into its buffer is what the next run
 * reads. Row-major. Owned by its {@link TensorScope}; after the scope is closed every access fails.
 *
 * <p>The buffers are always the same objects; use absolute access ({@code put(0, values)}), so that positions never
 * matter. One thread at a time.
 */
public final class HostTensor {

    private final OnnxTensor tensor;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final LongBuffer longs;
    private final IntBuffer ints;
    private final ElementType type;
    private final long[] shape;
    private final UseGate gate;

    HostTensor(OnnxTensor tensor, ByteBuffer bytes, ElementType type, long[] shape, UseGate gate) {
        this.tensor = tensor;
        this.bytes = bytes;
        this.floats = type == ElementType.FLOAT32 ? bytes.asFloatBuffer() : null;
        this.longs = type == ElementType.INT64 ? bytes.asLongBuffer() : null;
        this.ints = type == ElementType.INT32 ? bytes.asIntBuffer() : null;
        this.type = type;
        this.shape = shape.clone();
        this.gate = gate;
    }

    /** Element type. */
    public ElementType type() {
        return type;
    }

    /** Axes, outermost first. */
    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public int size() {
        return bytes.capacity() / type.bytes();
    }

    /** The elements of a float32 tensor. */
    public FloatBuffer floats() {
        return required(floats, ElementType.FLOAT32);
    }

    /** The elements of an int64 tensor. */
    public LongBuffer longs() {
        return required(longs, ElementType.INT64);
    }

    /** The elements of an int32 tensor. */
    public IntBuffer ints() {
        return required(ints, ElementType.INT32);
    }

    /** The elements of a bool tensor, one byte each, 0 or 1. */
    public ByteBuffer bools() {
        return required(type == ElementType.BOOL ? bytes : null, ElementType.BOOL);
    }

    OnnxTensor tensor() {
        return tensor;
    }

    UseGate gate() {
        return gate;
    }

    boolean fits(ElementType otherType, long[] otherShape) {
        return type == otherType && Arrays.equals(shape, otherShape);
    }

    @Override
    public String toString() {
        return type.json() + Arrays.toString(shape);
    }

    private <B> B required(B buffer, ElementType wanted) {
        if (buffer == null) {
            throw new IllegalStateException("a " + type.json() + " tensor has no " + wanted.json() + " elements");
        }
        return buffer;
    }
}
