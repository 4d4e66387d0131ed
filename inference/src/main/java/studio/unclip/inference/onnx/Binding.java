package studio.unclip.inference.onnx;

import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link BoundRun} is prepared with. Inputs and outputs that are not given are allocated in the run's scope.
 *
 * @param axes size of every named axis the component has: batch, height, width, length
 * @param inputs tensors by input role, made elsewhere and shared (another run's output among them)
 * @param outputs tensors by output role to write into
 * @param outputAxes size of those axes that outputs have in another size than inputs, as an autoencoder's picture and its
 *     latents both have a height
 * @param givingBack whether memory that a run needs is given back after it; else it is kept for the next, which is faster
 */
public record Binding(
        Map<String, Long> axes,
        Map<String, HostTensor> inputs,
        Map<String, HostTensor> outputs,
        Map<String, Long> outputAxes,
        boolean givingBack) {

    public Binding {
        axes = Map.copyOf(axes);
        inputs = Map.copyOf(inputs);
        outputs = Map.copyOf(outputs);
        outputAxes = Map.copyOf(outputAxes);
    }

    /** Axes of one size, whatever has them. */
    public Binding(Map<String, Long> axes, Map<String, HostTensor> inputs, Map<String, HostTensor> outputs) {
        this(axes, inputs, outputs, Map.of(), false);
    }

    /** A batch of this many rows, every tensor new. */
    public static Binding rows(long batch) {
        return new Binding(Map.of("batch", batch), Map.of(), Map.of());
    }

    /** The same with the size of one more axis. */
    public Binding withAxis(String axis, long size) {
        return new Binding(plus(axes, axis, size), inputs, outputs, outputAxes, givingBack);
    }

    /** The same with another size of an axis in outputs. */
    public Binding withOutputAxis(String axis, long size) {
        return new Binding(axes, inputs, outputs, plus(outputAxes, axis, size), givingBack);
    }

    /** The same, memory that a run needs given back after it. */
    public Binding givingMemoryBack() {
        return new Binding(axes, inputs, outputs, outputAxes, true);
    }

    /** Size of every named axis that an output may have. */
    Map<String, Long> axesOfOutputs() {
        Map<String, Long> all = new HashMap<>(axes);
        all.putAll(outputAxes);
        return all;
    }

    /** The same, reading this input from the given tensor. */
    public Binding withInput(String role, HostTensor tensor) {
        return new Binding(axes, plus(inputs, role, tensor), outputs, outputAxes, givingBack);
    }

    /** The same, writing this output into the given tensor. */
    public Binding withOutput(String role, HostTensor tensor) {
        return new Binding(axes, inputs, plus(outputs, role, tensor), outputAxes, givingBack);
    }

    private static <V> Map<String, V> plus(Map<String, V> map, String key, V value) {
        Map<String, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }
}
