package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import studio.unclip.inference.onnx.HostTensor;

/** Rows of a batched tensor: row r of a tensor with R rows is its r-th of R equal parts. */
final class Rows {
    private Rows() {}

    static void put(HostTensor tensor, int row, float[] values) {
        FloatBuffer floats = tensor.floats();
        floats.put(row * values.length, values);
    }

    static float[] copy(HostTensor tensor) {
        float[] values = new float[tensor.size()];
        tensor.floats().get(0, values);
        return values;
    }
}
