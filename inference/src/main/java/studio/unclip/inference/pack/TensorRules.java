package studio.unclip.inference.pack;

import java.util.List;

/** Compares the tensors that a component has with those the engine asks of it. */
final class TensorRules {
    private final JsonAt at;
    private final PackManifest manifest;

    TensorRules(JsonAt at, PackManifest manifest) {
        this.at = at;
        this.manifest = manifest;
    }

    /** Every wanted tensor is there, every input is one that the engine fills, every output has a size. */
    void check(String role, List<Wanted> inputs, List<Wanted> outputs) throws PackException {
        Component component = component(role);
        check(place(role, "inputs"), component.inputs(), inputs);
        check(place(role, "outputs"), component.outputs(), outputs);
        for (TensorSpec tensor : component.inputs()) {
            if (inputs.stream().noneMatch(wanted -> wanted.role().equals(tensor.role()))) {
                throw place(role, "inputs")
                        .unsupported("\"" + tensor.role() + "\" is an input that this studio cannot fill");
            }
        }
        for (TensorSpec tensor : component.outputs()) {
            for (Dimension dimension : tensor.shape()) {
                if (dimension instanceof Dimension.Named
                        && outputs.stream().noneMatch(wanted -> wanted.names(dimension))) {
                    throw place(role, "outputs")
                            .unsupported("\"" + tensor.role() + "\" has an axis \"" + dimension
                                    + "\" for which this studio knows no size");
                }
            }
        }
    }

    /** Where the manifest lists a component's inputs or outputs. */
    JsonAt place(String component, String tensors) throws PackException {
        return at.field("components").field(component).field(tensors);
    }

    /** A component that is there: checked before. */
    Component component(String role) {
        return manifest.component(role).orElseThrow();
    }

    private static void check(JsonAt place, List<TensorSpec> tensors, List<Wanted> all) throws PackException {
        for (Wanted wanted : all) {
            TensorSpec tensor = tensors.stream()
                    .filter(candidate -> candidate.role().equals(wanted.role()))
                    .findFirst()
                    .orElse(null);
            if (tensor == null && !wanted.optional()) {
                throw place.wrong("has no tensor with the role \"" + wanted.role() + "\"");
            }
            if (tensor != null && !wanted.admits(tensor)) {
                throw place.wrong("\"" + wanted.role() + "\" must be " + wanted + ", is "
                        + tensor.type().json() + " " + tensor.shape());
            }
        }
    }
}
