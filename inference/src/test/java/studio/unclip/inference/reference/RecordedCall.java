package studio.unclip.inference.reference;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.onnx.TensorValues;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.TensorSpec;

/** The call of two rows that PyTorch made of every network, made again by a pack's graph. */
public final class RecordedCall {
    private RecordedCall() {}

    /** What the graph gives for the reference's inputs, by the order of its outputs. */
    public static List<float[]> outputs(OnnxRuntime runtime, Pack pack, String role, Tensors tensors) throws Exception {
        Component component = pack.require(role);
        List<float[]> outputs = new ArrayList<>();
        try (OnnxModel model = runtime.open(component, pack.graph(component));
                TensorScope scope = runtime.newScope(role)) {
            BoundRun run = model.bind(scope, binding(component, tensors));
            for (TensorSpec input : component.inputs()) {
                TensorValues.fill(run.input(input.role()), tensors.tensor(role + ".in." + input.role()));
            }
            run.run(new CancelSignal());
            for (TensorSpec output : component.outputs()) {
                outputs.add(TensorValues.values(run.output(output.role())));
            }
        }
        return outputs;
    }

    private static Binding binding(Component component, Tensors tensors) {
        Binding binding = Binding.rows(2);
        for (TensorSpec input : component.inputs()) {
            long[] shape = tensors.shape(component.role() + ".in." + input.role());
            for (int axis = 0; axis < shape.length; axis++) {
                if (input.shape().get(axis) instanceof Dimension.Named named) {
                    binding = binding.withAxis(named.name(), shape[axis]);
                }
            }
        }
        for (TensorSpec output : component.outputs()) {
            long[] shape = tensors.shape(component.role() + ".out." + output.role());
            for (int axis = 0; axis < shape.length; axis++) {
                if (output.shape().get(axis) instanceof Dimension.Named named) {
                    binding = binding.withOutputAxis(named.name(), shape[axis]);
                }
            }
        }
        return binding;
    }
}
