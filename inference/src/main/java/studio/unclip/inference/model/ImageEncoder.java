package studio.unclip.inference.model;

import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/** CLIP's image tower: normalised pixels → z_i. One picture a call. One thread. */
public final class ImageEncoder {
    private final BoundRun run;

    /** Prepares the tower's tensors in the scope. */
    public ImageEncoder(OnnxModel model, TensorScope scope) {
        this.run = model.bind(scope, Binding.rows(1));
    }

    /**
     * @param pixels planar RGB at the tower's size, normalised by the pack's mean and deviation, [3 x S x S]
     * @return z_i, unit length, [E]
     */
    public float[] encode(float[] pixels, CancelSignal cancel) {
        Rows.put(run.input(Roles.PIXELS), 1, 0, pixels);
        run.run(cancel);
        return Rows.copy(run.output(Roles.EMBEDDING));
    }
}
