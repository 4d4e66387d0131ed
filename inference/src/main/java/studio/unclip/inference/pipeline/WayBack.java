package studio.unclip.inference.pipeline;

import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.diffusion.DdimInversion;
import studio.unclip.inference.frame.Frame;
import studio.unclip.inference.model.ConditionedDenoiser;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.Row;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.TensorScope;

/**
 * From a picture to the noise x_T that the decoder turns into it, told its z_i alone (the paper, section 3), on the
 * timesteps of the stage as it was chosen. Model thread.
 */
final class WayBack {
    private static final String DDIM = "ddim";

    /** One more call a step; a round trip is above 35 dB with it (docs of {@link DdimInversion}). */
    private static final int CORRECTIONS = 1;

    private final JobContext job;
    private final StageChoice decoder;
    private final TextFeatures noText;

    /** @param noText as the decoder reads no caption */
    WayBack(JobContext job, StageChoice decoder, TextFeatures noText) {
        this.job = job;
        this.decoder = decoder;
        this.noText = noText;
    }

    /** @throws InvalidRequestException if there is no way back from a picture in this stage as it was chosen */
    static void require(PackContents contents, StageChoice decoder) {
        if (!decoder.stage().samplers().contains(DDIM)) {
            throw new InvalidRequestException(
                    "layouts",
                    "The decoder of the pack " + contents.manifest().id()
                            + " has no sampler ddim, so there is no way back from a picture to its layout.");
        }
        if (!decoder.sampler().equals(DDIM)) {
            throw new InvalidRequestException(
                    "layouts",
                    "A picture's layout is kept by the sampler ddim only, not by " + decoder.sampler() + ".");
        }
    }

    /**
     * x_T of a picture, which is seen whole, its edges carried on to a square.
     *
     * @param networks those of the stage
     * @param z of the picture, raw
     * @return as large as the stage's sample
     */
    float[] noise(LoadedModels.Networks networks, PictureSource picture, float[] z) {
        float[] planes = Frame.of(picture.bounds(), decoder.size()).read(picture);
        float[] sample = new StageSpace(job, decoder, networks).of(planes);
        Row given = new Row(job.engine().geometry().whiten(z), noText);
        GuidedRows rows = GuidedRows.of(given, given, 1);
        try (TensorScope scope = job.engine().newScope(decoder.name())) {
            ConditionedDenoiser denoiser = StageNetworks.ofDecoder(decoder, networks, scope, rows, job.cancel());
            DdimInversion inversion = new DdimInversion(
                    job.engine().contents().schedule(decoder.name()), decoder.steps(), sample.length, CORRECTIONS);
            return NotFiniteException.unless(
                    decoder.name(),
                    () -> inversion
                            .run(denoiser, denoiser.predictionSize(), sample, job.cancel()::isCancelled)
                            .at(0));
        }
    }
}
