package studio.unclip.inference.pack;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One network of the pack: an ONNX graph and the files its weights may lie in.
 *
 * @param role key in {@code components}: text-encoder, prior, decoder, …
 * @param graph the ONNX file
 * @param precision how the weights are stored
 * @param parameters number of weights, 0 if the manifest does not say
 * @param external further files the graph's weights lie in
 * @param inputs in the manifest's order
 * @param outputs in the manifest's order
 */
public record Component(
        String role,
        PackFile graph,
        Precision precision,
        long parameters,
        List<PackFile> external,
        List<TensorSpec> inputs,
        List<TensorSpec> outputs) {
    private static final int PICTURE_AXES = 4;

    public Component {
        external = List.copyOf(external);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The input with this role, if the graph has one. */
    public Optional<TensorSpec> input(String inputRole) {
        return find(inputs, inputRole);
    }

    /** The output with this role, if the graph has one. */
    public Optional<TensorSpec> output(String outputRole) {
        return find(outputs, outputRole);
    }

    /** Bytes on disk: the graph and its external files. */
    public long storedBytes() {
        return graph.bytes() + external.stream().mapToLong(PackFile::bytes).sum();
    }

    /** Whether pictures and latents go in and come out in any height and width. */
    public boolean takesAnySize() {
        return Stream.concat(inputs.stream(), outputs.stream())
                .map(TensorSpec::shape)
                .filter(shape -> shape.size() == PICTURE_AXES)
                .allMatch(shape -> shape.get(2) instanceof Dimension.Named && shape.get(3) instanceof Dimension.Named);
    }

    private static Optional<TensorSpec> find(List<TensorSpec> tensors, String role) {
        return tensors.stream().filter(tensor -> tensor.role().equals(role)).findFirst();
    }
}
