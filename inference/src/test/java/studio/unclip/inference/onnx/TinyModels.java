package studio.unclip.inference.onnx;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.ElementType;
import studio.unclip.inference.pack.PackFile;
import studio.unclip.inference.pack.Precision;
import studio.unclip.inference.pack.TensorSpec;

/** The graphs of {@code modelkit/modelkit/reference/tiny_onnx.py}, with the descriptions a manifest would give them. */
final class TinyModels {

    private static final String HASH = "0".repeat(64);

    private TinyModels() {}

    static Path path(String name) {
        try {
            return Path.of(
                    TinyModels.class.getResource("/reference/onnx/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static TensorSpec tensor(String role, ElementType type, Object... shape) {
        return named(role, role, type, shape);
    }

    static TensorSpec named(String role, String name, ElementType type, Object... shape) {
        List<Dimension> axes = Arrays.stream(shape)
                .map(axis -> axis instanceof Integer size
                        ? new Dimension.Fixed(size)
                        : (Dimension) new Dimension.Named((String) axis))
                .toList();
        return new TensorSpec(role, name, type, axes);
    }

    static Component component(String role, List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return new Component(role, new PackFile("x.onnx", 0, HASH), Precision.FP32, 0, List.of(), inputs, outputs);
    }

    /** prediction = sample + timestep + number of true mask entries + shift. */
    static Component everyType() {
        return component(
                "decoder",
                List.of(
                        tensor("sample", ElementType.FLOAT32, "batch", 3),
                        tensor("timestep", ElementType.INT64, "batch"),
                        named("text-mask", "mask", ElementType.BOOL, "batch", 4),
                        tensor("shift", ElementType.INT32)),
                List.of(tensor("prediction", ElementType.FLOAT32, "batch", 3)));
    }

    /** Multiplies a matrix by itself {@code trips} times. */
    static Component slow() {
        return component(
                "slow",
                List.of(tensor("trips", ElementType.INT64), tensor("start", ElementType.FLOAT32, 64, 64)),
                List.of(tensor("end", ElementType.FLOAT32, 64, 64)));
    }

    /** y = 2 x, the weights in another file. */
    static Component external() {
        return component(
                "decoder",
                List.of(tensor("x", ElementType.FLOAT32, "batch", 3)),
                List.of(tensor("y", ElementType.FLOAT32, "batch", 3)));
    }
}
