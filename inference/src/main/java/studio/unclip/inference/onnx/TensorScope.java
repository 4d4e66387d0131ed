package studio.unclip.inference.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.pack.ElementType;

/**
 * Owns native memory: tensors, and the runs bound to them. Closed with its stage or job; the memory is free at once,
 * not when the collector comes by. Closing waits for a run that still uses it.
 *
 * <p>Allocation is for one thread; closing may come from another.
 */
public final class TensorScope implements AutoCloseable {

    /** Vector instructions want their data on such borders. */
    private static final int ALIGNMENT = 64;

    private final OrtEnvironment environment;
    private final String name;
    private final Arena arena = Arena.ofShared();
    private final UseGate gate;
    private final List<AutoCloseable> owned = new ArrayList<>();
    private long bytes;

    TensorScope(OrtEnvironment environment, String name) {
        this.environment = environment;
        this.name = name;
        this.gate = new UseGate("the tensor scope " + name);
    }

    /**
     * A tensor of zeros.
     *
     * @param type element type
     * @param shape axes, outermost first, each at least 1; none for a scalar. At most 2 GiB in all
     * @throws InferenceException.OutOfMemory if the memory cannot be had
     */
    public HostTensor allocate(ElementType type, long... shape) {
        long size = type.bytes();
        for (long axis : shape) {
            if (axis < 1) {
                throw new IllegalArgumentException("axes must be at least 1, one is " + axis);
            }
            size = Math.multiplyExact(size, axis);
        }
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a tensor may have at most 2 GiB, this one would have " + size + " bytes");
        }
        gate.enter();
        try {
            ByteBuffer buffer = arena.allocate(size, ALIGNMENT).asByteBuffer().order(ByteOrder.nativeOrder());
            OnnxTensor tensor = tensor(buffer, type, shape);
            own(tensor);
            bytes += size;
            return new HostTensor(tensor, buffer, type, shape, gate);
        } catch (OutOfMemoryError e) {
            throw new InferenceException.OutOfMemory(name, e);
        } catch (OrtException e) {
            throw OrtErrors.map(name, new Device.Cpu(), "making a tensor", e);
        } finally {
            gate.leave();
        }
    }

    /** Bytes of all tensors allocated here. */
    public long bytes() {
        return bytes;
    }

    /** Frees everything, after waiting for a run that is still inside. Closing again does nothing. */
    @Override
    public void close() {
        if (!gate.close()) {
            return;
        }
        for (AutoCloseable resource : owned.reversed()) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing " + name + " failed", e);
            }
        }
        arena.close();
    }

    void own(AutoCloseable resource) {
        owned.add(resource);
    }

    UseGate gate() {
        return gate;
    }

    private OnnxTensor tensor(ByteBuffer buffer, ElementType type, long[] shape) throws OrtException {
        return switch (type) {
            case FLOAT32 -> OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, buffer.asLongBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, buffer.asIntBuffer(), shape);
            case BOOL -> OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.BOOL);
        };
    }
}
