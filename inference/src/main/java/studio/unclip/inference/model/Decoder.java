package studio.unclip.inference.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;

/**
 * The decoder: denoises a small picture, or a picture's latents, conditioned on z_i and the caption (DALL-E 2 paper, section 2.1).
 */
public final class Decoder {
    private Decoder() {}

    /**
     * @param conditioner reads z_i and caption once, if the pack has one
     * @param rows what it is conditioned on, each with z_i and a caption
     * @param known what is known of the sample; a network that cannot read it paints as if nothing were
     * @param shape of the sample
     */
    public static GuidedDenoiser bind(
            Optional<OnnxModel> conditioner,
            OnnxModel model,
            TensorScope scope,
            GuidedRows rows,
            Optional<KnownPixels> known,
            Sample shape,
            CancelSignal cancel) {
        return new GuidedDenoiser(
                filled(conditioner, model, scope, rows, known, shape, cancel),
                rows.count(),
                rows.guidance(),
                shape.elements(),
                cancel);
    }

    /**
     * A decoder that is told something else in each region.
     *
     * @param conditioner as of {@link #bind}
     * @param rows a given one for each region
     * @param shares of each region, by place of the sample, [height x width], 0 to 1; everywhere they sum to 1
     * @param known as of {@link #bind}
     * @param shape as of {@link #bind}
     */
    public static ConditionedDenoiser bindRegions(
            Optional<OnnxModel> conditioner,
            OnnxModel model,
            TensorScope scope,
            GuidedRows rows,
            List<float[]> shares,
            Optional<KnownPixels> known,
            Sample shape,
            CancelSignal cancel) {
        return new RegionDenoiser(
                filled(conditioner, model, scope, rows, known, shape, cancel), shares, rows.guidance(), cancel);
    }

    /** Whether this network, or the first graph before it, reads a caption beside z_i. */
    public static boolean readsCaption(Component network) {
        return Stream.of(Roles.TEXT_EMBEDDING, Roles.TEXT_STATES, Roles.TEXT_MASK)
                .anyMatch(role -> network.input(role).isPresent());
    }

    private static BoundRun filled(
            Optional<OnnxModel> conditioner,
            OnnxModel model,
            TensorScope scope,
            GuidedRows rows,
            Optional<KnownPixels> known,
            Sample shape,
            CancelSignal cancel) {
        BoundRun run = model.bind(scope, shape.in(FirstGraph.told(conditioner, scope, rows, cancel)));
        rows.fillImage(run);
        rows.fillText(run);
        KnownInputs.fill(run, known, rows.count());
        return run;
    }
}
