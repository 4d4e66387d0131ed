package studio.unclip.inference.onnx;

import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link BoundRun} is prepared with. Inputs and outputs that are not given are allocated in the run's scope.
 *
 * @param axes size of every named axis the component has: batch, height, width, length
 * @param inputs tensors by input role, made elsewhere and shared (another run's output among them)
 * @param outputs tensors by output role to write into
 */
public record Binding(Map<String, Long> axes, Map<String, HostTensor> inputs, Map<String, HostTensor> outputs) {

    public Binding {
        axes = Map.copyOf(axes);
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
    }

    /** A batch of this many rows, every tensor new. */
    public static Binding rows(long batch) {
        return new Binding(Map.of("batch", batch), Map.of(), Map.of());
    }

    /** The same with the size of one more axis. */
    public Binding withAxis(String axis, long size) {
        return new Binding(plus(axes, axis, size), inputs, outputs);
    }

    /** The same, reading this input from the given tensor. */
    public Binding withInput(String role, HostTensor tensor) {
        return new Binding(axes, plus(inputs, role, tensor), outputs);
    }

    /** The same, writing this output into the given tensor. */
    public Binding withOutput(String role, HostTensor tensor) {
        return new Binding(axes, inputs, plus(outputs, role, tensor));
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
