package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/**
 * The decoder: denoises a small picture, conditioned on z_i and the caption (DALL-E 2 paper, section 2.1).
 */
public final class Decoder {
    private Decoder() {}

    /**
     * @param rows what it is conditioned on, each with z_i and a caption
     * @param size side of the picture, pixels
     */
    public static GuidedDenoiser bind(
            OnnxModel model, TensorScope scope, GuidedRows rows, int size, CancelSignal cancel) {
        BoundRun run = model.bind(scope, Binding.rows(rows.count()).withAxis(Roles.LENGTH, rows.textLength()));
        rows.fillImage(run);
        rows.fillText(run);
        repaintEverything(run);
        return new GuidedDenoiser(run, rows.count(), rows.guidance(), 3 * size * size, cancel);
    }

    /** Nothing is known: the known picture stays 0, the mask is 1 everywhere. */
    static void repaintEverything(BoundRun run) {
        if (run.hasInput(Roles.REPAINT)) {
            FloatBuffer mask = run.input(Roles.REPAINT).floats();
            for (int i = 0; i < mask.capacity(); i++) {
                mask.put(i, 1);
            }
        }
    }
}
