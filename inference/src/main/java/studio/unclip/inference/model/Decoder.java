package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/**
 * The decoder: denoises a small picture, conditioned on z_i and the caption (DALL-E 2 paper, section 2.1). With
 * guidance the unconditional row has both nulls.
 */
public final class Decoder {
    private Decoder() {}

    /**
     * What the decoder is conditioned on.
     *
     * @param image whitened z_i, or the null, [E]
     * @param text the caption
     * @param nullImage the learned null of z_i, [E]
     * @param nullText the learned null of z_t, [E]
     */
    @SuppressWarnings("ArrayRecordComponent") // handed straight into tensors; never compared
    public record Conditions(float[] image, TextFeatures text, float[] nullImage, float[] nullText) {}

    /**
     * @param size side of the picture, pixels
     * @param guidance scale; two rows a call are run when it is not 1
     */
    public static GuidedDenoiser bind(
            OnnxModel model, TensorScope scope, Conditions conditions, int size, double guidance, CancelSignal cancel) {
        int rows = guidance == 1 ? 1 : 2;
        BoundRun run = model.bind(scope, Binding.rows(rows));
        if (rows == 2) {
            Rows.put(run.input(Roles.IMAGE_EMBEDDING), rows, 0, conditions.nullImage());
        }
        Rows.put(run.input(Roles.IMAGE_EMBEDDING), rows, rows - 1, conditions.image());
        TextConditioning.fill(run, rows, conditions.text(), conditions.nullText());
        repaintEverything(run);
        return new GuidedDenoiser(run, rows, guidance, 3 * size * size, cancel);
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
