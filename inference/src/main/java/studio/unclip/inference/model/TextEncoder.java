package studio.unclip.inference.model;

import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/**
 * CLIP's text tower: token ids → z_t and the hidden states. One caption a call, so that a caption's features never
 * depend on what else is encoded. One thread.
 */
public final class TextEncoder {
    private final BoundRun run;

    /** Prepares the tower's tensors in the scope. */
    public TextEncoder(OnnxModel model, TensorScope scope) {
        this.run = model.bind(scope, Binding.rows(1));
    }

    /**
     * @param ids token ids, as many as the tower's context
     * @param mask which of them are tokens rather than padding
     */
    public TextFeatures encode(int[] ids, boolean[] mask, CancelSignal cancel) {
        Rows.put(run.input(Roles.TOKENS), 1, 0, ids);
        if (run.hasInput(Roles.MASK_OF_TOKENS)) {
            Rows.put(run.input(Roles.MASK_OF_TOKENS), 1, 0, mask);
        }
        run.run(cancel);
        return new TextFeatures(
                Rows.copy(run.output(Roles.EMBEDDING)), Rows.copy(run.output(Roles.STATES)), mask.clone());
    }
}
