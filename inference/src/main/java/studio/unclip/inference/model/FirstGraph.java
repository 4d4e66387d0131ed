package studio.unclip.inference.model;

import java.util.Optional;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.TensorSpec;

/**
 * What a stage's network is conditioned on, read once by a graph of its own where the pack has one: the caption by {@code
 * prior-text}, caption and z_i by {@code conditioner}. All it remembers is what the stage's network reads at every step:
 * the very tensors, nothing is copied (docs/decisions/0012).
 */
final class FirstGraph {
    private FirstGraph() {}

    /**
     * A binding for the stage's network, in which what the first graph remembers is in place.
     *
     * @param reader the first graph, if there is one; it is run
     */
    static Binding told(Optional<OnnxModel> reader, TensorScope scope, GuidedRows rows, CancelSignal cancel) {
        Binding told = Binding.rows(rows.count()).withAxis(Roles.LENGTH, rows.textLength());
        if (reader.isEmpty()) {
            return told;
        }
        BoundRun reading = reader.get().bind(scope, told);
        rows.fillImage(reading);
        rows.fillText(reading);
        reading.run(cancel);
        for (TensorSpec memory : reader.get().component().outputs()) {
            told = told.withInput(memory.role(), reading.output(memory.role()));
        }
        return told;
    }
}
