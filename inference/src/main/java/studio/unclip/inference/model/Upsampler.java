package studio.unclip.inference.model;

import java.util.Optional;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;

/**
 * An upsampler: denoises a larger picture, conditioned on the smaller one (DALL-E 2 paper, section 2.1: no text, no
 * guidance; a pack may add z_i).
 */
public final class Upsampler {
    private Upsampler() {}

    /** Whether this network reads z_i beside the smaller picture. */
    public static boolean readsImageEmbedding(Component network) {
        return network.inputs().stream().anyMatch(input -> input.role().equals(Roles.IMAGE_EMBEDDING));
    }

    /**
     * @param low the smaller picture, already enlarged to this stage's size: planar RGB in [-1, 1], [3 x size x size]
     * @param image whitened z_i, used where the network takes it
     * @param known what is known of the larger picture, used where the network can read it
     * @param shape of the larger picture
     */
    public static GuidedDenoiser bind(
            OnnxModel model,
            TensorScope scope,
            float[] low,
            Optional<float[]> image,
            Optional<KnownPixels> known,
            Sample shape,
            CancelSignal cancel) {
        BoundRun run = model.bind(scope, shape.in(Binding.rows(1)));
        Rows.put(run.input(Roles.LOW_RESOLUTION), 1, 0, low);
        if (run.hasInput(Roles.IMAGE_EMBEDDING)) {
            image.ifPresent(z -> Rows.put(run.input(Roles.IMAGE_EMBEDDING), 1, 0, z));
        }
        KnownInputs.fill(run, known, 1);
        return new GuidedDenoiser(run, 1, 1, shape.elements(), cancel);
    }
}
