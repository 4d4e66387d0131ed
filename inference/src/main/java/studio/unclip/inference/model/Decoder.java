package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import java.util.Optional;
import studio.unclip.inference.diffusion.KnownPixels;
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
     * @param known what is known of the picture; a network that cannot read it paints as if nothing were
     * @param size side of the picture, pixels
     */
    public static GuidedDenoiser bind(
            OnnxModel model,
            TensorScope scope,
            GuidedRows rows,
            Optional<KnownPixels> known,
            int size,
            CancelSignal cancel) {
        BoundRun run = model.bind(scope, Binding.rows(rows.count()).withAxis(Roles.LENGTH, rows.textLength()));
        rows.fillImage(run);
        rows.fillText(run);
        fillKnown(run, known, rows.count());
        return new GuidedDenoiser(run, rows.count(), rows.guidance(), 3 * size * size, cancel);
    }

    /**
     * The known picture, 0 where it is to be painted, and the mask, which is 1 there. Where nothing is known all is to be
     * painted.
     */
    static void fillKnown(BoundRun run, Optional<KnownPixels> known, int rows) {
        if (!run.hasInput(Roles.REPAINT)) {
            return;
        }
        FloatBuffer mask = run.input(Roles.REPAINT).floats();
        FloatBuffer picture = run.input(Roles.KNOWN).floats();
        int pixels = mask.capacity() / rows;
        for (int i = 0; i < mask.capacity(); i++) {
            int pixel = i % pixels;
            boolean free = known.isEmpty() || known.get().repaint()[pixel] > 0;
            mask.put(i, free ? 1 : 0);
            for (int channel = 0; channel < 3; channel++) {
                int at = channel * pixels + pixel;
                picture.put(i / pixels * 3 * pixels + at, free ? 0 : known.get().planes()[at]);
            }
        }
    }
}
