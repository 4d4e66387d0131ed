package studio.unclip.inference.pipeline;

import java.util.Optional;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.diffusion.Anchor;
import studio.unclip.inference.diffusion.Denoiser;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.diffusion.Trajectory;
import studio.unclip.inference.model.ConditionedDenoiser;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.Row;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.TensorScope;

/**
 * A small picture's own way down from noise, under its own z_i, and what holds a loop with other conditions to it: the
 * pair of z_i and x_T that gives the picture back (the paper, section 3).
 *
 * <p>x_T is the seed's noise and the way is the forward process with that noise; what the decoder then does otherwise is
 * added back step by step ({@link Anchor}), so the picture comes back to the bit. Inverting by DDIM was tried: of flat
 * pictures it gives an x_T of a third of noise's spread, and what is decoded from that under another z_i is blurred.
 *
 * @param trajectory x at every level, x_T first
 * @param anchor under the picture's own conditions, guided as the stage is
 * @param side of the sample
 */
record SourcePath(Trajectory trajectory, Anchor anchor, int side) {

    /**
     * Follows a picture; one guided call of the decoder a step.
     *
     * @param decoder the stage with the steps and the guidance of the loops to come
     * @param whitened the picture's z_i
     * @param none no caption
     * @param picture planar RGB in [-1, 1], of the stage's size
     * @param draft whose noise it is
     */
    static SourcePath of(
            JobContext job,
            LoadedModels.Networks networks,
            StageChoice decoder,
            float[] whitened,
            TextFeatures none,
            float[] picture,
            CandidateDraft draft) {
        float[] sample = new StageSpace(job, decoder, networks).of(picture);
        float[] noise = new float[sample.length];
        TorchRandom stream = draft.streams().stream(decoder.name(), 0);
        stream.normal(noise);
        Sampler sampler = Samplers.create(
                decoder.sampler(), job.engine().contents().schedule(decoder.name()), decoder.steps(), 0, sample.length);
        Trajectory trajectory = Trajectory.noised(sampler, sample, noise);
        GuidedRows rows = GuidedRows.of(
                new Row(job.engine().contents().tables().nullImageEmbedding(), none),
                new Row(whitened, none),
                decoder.guidance());
        job.report().begins(draft.index(), decoder.name());
        try (TensorScope scope = job.engine().newScope(decoder.name())) {
            ConditionedDenoiser denoiser = StageNetworks.ofDecoder(decoder, networks, scope, rows, job.cancel());
            long begun = System.nanoTime();
            Denoiser counted = (step, timestep, x, out) -> {
                long began = System.nanoTime();
                denoiser.predict(step, timestep, x, out);
                job.report().stepDone(draft.index(), decoder.name(), System.nanoTime() - began);
            };
            Anchor anchor =
                    Anchor.of(trajectory, sampler, counted, denoiser.predictionSize(), job.cancel()::isCancelled);
            job.report().took(decoder.name(), denoiser.calls(), denoiser.nanosInside(), System.nanoTime() - begun, 0);
            return new SourcePath(trajectory, anchor, decoder.sample().width());
        }
    }

    /** The loop that begins at the picture's own x_T and stays with it where its conditions are the picture's. */
    Departure departure() {
        return (plain, space) -> plain.from(trajectory.from(0)).agreeing(anchor.loosening(1, side));
    }

    /** The same, free inside a mask only. */
    Departure departure(WholeView view, Optional<Mask> mask) {
        if (mask.isEmpty()) {
            return departure();
        }
        float[] free = view.at(mask.get(), side);
        return (plain, space) -> departure().of(plain, space).agreeing(trajectory.holding(free));
    }
}
