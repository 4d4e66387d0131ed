package studio.unclip.inference.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Dimension;

/**
 * CLIP's text tower: token ids → z_t and the hidden states. One caption a call, so that a caption's features never
 * depend on what else is encoded. A tower that takes any length reads a caption at its own. One thread.
 */
public final class TextEncoder {
    private final OnnxModel model;
    private final TensorScope scope;
    private final boolean anyLength;

    /** By length; captions of one length share their tensors. */
    private final Map<Integer, BoundRun> runs = new HashMap<>();

    /** @param scope owns the tower's tensors */
    public TextEncoder(OnnxModel model, TensorScope scope) {
        this.model = model;
        this.scope = scope;
        this.anyLength =
                model.component().input(Roles.TOKENS).orElseThrow().shape().get(1) instanceof Dimension.Named;
    }

    /**
     * @param ids token ids, as many as the context is long
     * @param mask which of them are tokens rather than padding
     * @return at the caption's own length where the tower takes any, else at the context's
     */
    public TextFeatures encode(int[] ids, boolean[] mask, CancelSignal cancel) {
        int length = anyLength ? own(mask) : ids.length;
        BoundRun run = runs.computeIfAbsent(length, this::bind);
        boolean[] read = Arrays.copyOf(mask, length);
        Rows.put(run.input(Roles.TOKENS), 1, 0, Arrays.copyOf(ids, length));
        if (run.hasInput(Roles.MASK_OF_TOKENS)) {
            Rows.put(run.input(Roles.MASK_OF_TOKENS), 1, 0, read);
        }
        run.run(cancel);
        return new TextFeatures(Rows.copy(run.output(Roles.EMBEDDING)), Rows.copy(run.output(Roles.STATES)), read);
    }

    private BoundRun bind(int length) {
        return model.bind(scope, Binding.rows(1).withAxis(Roles.LENGTH, length));
    }

    /** Positions up to the last token, at least 1. */
    private static int own(boolean[] mask) {
        int length = mask.length;
        while (length > 1 && !mask[length - 1]) {
            length--;
        }
        return length;
    }
}
