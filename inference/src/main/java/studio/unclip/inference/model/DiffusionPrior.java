package studio.unclip.inference.model;

import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/**
 * The diffusion prior: denoises a whitened z_i for a caption (DALL-E 2 paper, section 2.2; specification 3.8). Without
 * text it reads the learned null in place of z_t and no states.
 */
public final class DiffusionPrior {
    private DiffusionPrior() {}

    /**
     * @param rows the captions it is conditioned on
     * @param dimension E
     */
    public static GuidedDenoiser bind(
            OnnxModel model, TensorScope scope, GuidedRows rows, int dimension, CancelSignal cancel) {
        BoundRun run = model.bind(scope, Binding.rows(rows.count()));
        rows.fillText(run);
        return new GuidedDenoiser(run, rows.count(), rows.guidance(), dimension, cancel);
    }
}
