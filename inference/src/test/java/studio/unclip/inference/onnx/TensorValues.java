package studio.unclip.inference.onnx;

/** Tensors of any type as floats, as reference files hold them. */
public final class TensorValues {
    private TensorValues() {}

    /** Fills a tensor in its own order. */
    public static void fill(HostTensor tensor, float[] values) {
        for (int i = 0; i < values.length; i++) {
            switch (tensor.type()) {
                case FLOAT32 -> tensor.floats().put(i, values[i]);
                case INT64 -> tensor.longs().put(i, (long) values[i]);
                case INT32 -> tensor.ints().put(i, (int) values[i]);
                case BOOL -> tensor.bools().put(i, (byte) values[i]);
            }
        }
    }

    /** What a tensor holds, in its own order. */
    public static float[] values(HostTensor tensor) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case FLOAT32 -> tensor.floats().get(i);
                case INT64 -> tensor.longs().get(i);
                case INT32 -> tensor.ints().get(i);
                case BOOL -> tensor.bools().get(i);
            };
        }
        return values;
    }
}
