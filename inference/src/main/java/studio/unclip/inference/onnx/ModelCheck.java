package studio.unclip.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.ElementType;
import studio.unclip.inference.pack.TensorSpec;

/** Compares a graph's inputs and outputs with what the manifest promised, before anything is run. */
final class ModelCheck {

    private final Component component;

    ModelCheck(Component component) {
        this.component = component;
    }

    void check(OrtSession session) throws OrtException {
        Map<String, NodeInfo> inputs = session.getInputInfo();
        Map<String, NodeInfo> outputs = session.getOutputInfo();
        for (TensorSpec spec : component.inputs()) {
            compare("input", spec, inputs);
        }
        for (TensorSpec spec : component.outputs()) {
            compare("output", spec, outputs);
        }
        List<String> promised =
                component.inputs().stream().map(TensorSpec::name).toList();
        for (String name : inputs.keySet()) {
            if (!promised.contains(name)) {
                throw bad("the graph wants an input '" + name + "' that pack.json does not name");
            }
        }
    }

    private void compare(String kind, TensorSpec spec, Map<String, NodeInfo> nodes) {
        String title = kind + " '" + spec.name() + "' (role " + spec.role() + ")";
        NodeInfo node = nodes.get(spec.name());
        if (node == null) {
            throw bad("pack.json names the " + title + ", the graph has only " + nodes.keySet());
        }
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw bad("the " + title + " is not a tensor");
        }
        if (tensor.type != javaType(spec.type())) {
            throw bad("the " + title + " is " + tensor.type + " in the graph, " + spec.type() + " in pack.json");
        }
        long[] shape = tensor.getShape();
        // An output whose rank the graph leaves open is reported with no axes.
        boolean open = kind.equals("output") && shape.length == 0;
        if (!open && !agrees(spec.shape(), shape)) {
            throw bad("the " + title + " has the shape " + Arrays.toString(shape) + " in the graph (-1 is free), "
                    + spec.shape() + " in pack.json");
        }
    }

    /** A named axis must be free in the graph; a fixed one must be the same, or free. */
    private static boolean agrees(List<Dimension> promised, long[] actual) {
        if (promised.size() != actual.length) {
            return false;
        }
        for (int axis = 0; axis < actual.length; axis++) {
            boolean same = switch (promised.get(axis)) {
                case Dimension.Fixed fixed -> actual[axis] == fixed.size() || actual[axis] == -1;
                case Dimension.Named named -> actual[axis] == -1;
            };
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case INT64 -> OnnxJavaType.INT64;
            case INT32 -> OnnxJavaType.INT32;
            case BOOL -> OnnxJavaType.BOOL;
        };
    }

    private InferenceException bad(String what) {
        return new InferenceException.BadModel(
                component.role(), what + ". The pack contradicts itself: get a corrected one.", null);
    }
}
