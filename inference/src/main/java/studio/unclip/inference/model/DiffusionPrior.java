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
     * @param nullText the learned stand-in for z_t where there is no text, [E]
     * @param guidance scale; two rows a call are run when it is not 1
     */
    public static GuidedDenoiser bind(
            OnnxModel model,
            TensorScope scope,
            TextFeatures text,
            float[] nullText,
            double guidance,
            CancelSignal cancel) {
        int rows = guidance == 1 ? 1 : 2;
        BoundRun run = model.bind(scope, Binding.rows(rows));
        TextConditioning.fill(run, rows, text, nullText);
        return new GuidedDenoiser(run, rows, guidance, nullText.length, cancel);
    }
}
