package studio.unclip.inference.model;

import java.util.Optional;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/**
 * The diffusion prior: denoises a whitened z_i for a caption (DALL-E 2 paper, section 2.2; specification 3.8). Without
 * text it reads the learned null in place of z_t and no states.
 *
 * <p>Where it has two graphs, the first reads the captions once, at the length of the longest ({@link FirstGraph}).
 */
public final class DiffusionPrior {
    private DiffusionPrior() {}

    /**
     * Reads the captions, where a first graph does, and puts everything but sample and timestep in place.
     *
     * @param reader the first graph, {@code prior-text}, if the pack has one
     * @param rows the captions it is conditioned on
     * @param dimension E
     */
    public static GuidedDenoiser bind(
            Optional<OnnxModel> reader,
            OnnxModel model,
            TensorScope scope,
            GuidedRows rows,
            int dimension,
            CancelSignal cancel) {
        BoundRun run = model.bind(scope, FirstGraph.told(reader, scope, rows, cancel));
        rows.fillText(run);
        return new GuidedDenoiser(run, rows.count(), rows.guidance(), dimension, cancel);
    }
}
