package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.image.PyramidFill;
import studio.unclip.inference.model.LatentCodec;
import studio.unclip.inference.model.Sample;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Stage;

/**
 * What a picture stage's loop denoises for a picture: the picture itself, or its latents. Pictures go in and come out as
 * planar RGB in [-1, 1] of the stage's size, so that no operation knows which of both it is. In a stage of pixels all of
 * this is nothing, to the bit. Model thread.
 */
final class StageSpace {
    private final JobContext job;
    private final StageChoice stage;
    private final LoadedModels.Networks networks;
    private final Optional<Stage.Latent> latent;

    /** @param networks those of the stage */
    StageSpace(JobContext job, StageChoice stage, LoadedModels.Networks networks) {
        this.job = job;
        this.stage = stage;
        this.networks = networks;
        this.latent = stage.stage().latent();
    }

    /** The sample that stands for a picture; the stage was chosen for one that is given. */
    float[] of(float[] planes) {
        if (latent.isEmpty()) {
            return planes;
        }
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            String encoder = latent.get().encoder();
            return NotFiniteException.require(
                    LatentCodec.encode(
                            networks.get(encoder),
                            scope,
                            planes,
                            stage.picture(),
                            stage.sample(),
                            tile(encoder),
                            job.cancel(),
                            () -> job.report().working(stage.name())),
                    encoder);
        }
    }

    /** The picture a sample stands for. */
    float[] picture(float[] sample) {
        if (latent.isEmpty()) {
            return sample;
        }
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            String decoder = latent.get().decoder();
            return NotFiniteException.require(
                    LatentCodec.decode(
                            networks.get(decoder),
                            scope,
                            sample,
                            stage.sample(),
                            stage.picture(),
                            tile(decoder),
                            job.cancel(),
                            () -> job.report().working(stage.name())),
                    decoder);
        }
    }

    /** Side of the tiles in which a half of the autoencoder works, in latents: all of it where the plan has none. */
    private int tile(String half) {
        Sample whole = stage.sample();
        double own = stage.stage().size().orElseThrow() / (double) stage.stage().scale();
        return job.plan()
                .memory()
                .tile(half)
                .map(side -> (int) Math.ceil(side * own))
                .orElse(Math.max(whole.height(), whole.width()));
    }

    /** What comes back of a picture that goes in and stays as it is: less than it was, where latents hold less. */
    float[] again(float[] planes) {
        return picture(of(planes));
    }

    /** What is known of a picture, as the loop keeps it. */
    KnownPixels known(KnownPicture picture) {
        KnownPixels seen = picture.at(stage.size());
        if (latent.isEmpty()) {
            return seen;
        }
        // A latent tells of what lies around it, and what is under the mask is not to be told.
        float[] shown = new float[seen.repaint().length];
        for (int i = 0; i < shown.length; i++) {
            shown[i] = seen.repaint()[i] < 1 ? 1 : 0;
        }
        float[] filled = PyramidFill.fill(seen.planes(), shown, stage.size(), 0);
        int side = stage.sample().width();
        return new KnownPixels(of(filled), grown(picture.at(side).repaint(), side), seen.softly());
    }

    /**
     * A picture made beside known pixels, these as they were; what latents could not hold of them is put back in the soft
     * edge as well, the less the more it was painted.
     *
     * @param made what the loop's end stands for
     * @param inside the same knowledge as the loop kept it
     */
    float[] mended(float[] made, KnownPicture picture, KnownPixels inside) {
        if (latent.isEmpty()) {
            return made;
        }
        KnownPixels seen = picture.at(stage.size());
        float[] again = picture(inside.planes());
        float[] repaint = seen.repaint();
        float[] mended = made.clone();
        for (int k = 0; k < mended.length; k++) {
            float painted = repaint[k % repaint.length];
            if (painted <= 0) {
                mended[k] = seen.planes()[k];
            } else if (painted < 1) {
                mended[k] += (1 - painted) * (seen.planes()[k] - again[k]);
            }
        }
        return mended;
    }

    /** How a sample is shown while it is made; empty if it cannot be seen without work. */
    Optional<Function<float[], CandidateDraft.Planes>> preview() {
        Sample shape = stage.sample();
        if (latent.isEmpty()) {
            return Optional.of(sample -> new CandidateDraft.Planes(sample, shape.width(), shape.height()));
        }
        List<List<Double>> colours = latent.get().preview();
        return colours.isEmpty()
                ? Optional.empty()
                : Optional.of(sample ->
                        new CandidateDraft.Planes(shown(sample, shape, colours), shape.width(), shape.height()));
    }

    private static float[] shown(float[] sample, Sample shape, List<List<Double>> colours) {
        int places = shape.places();
        float[] planes = new float[3 * places];
        for (int colour = 0; colour < 3; colour++) {
            List<Double> factors = colours.get(colour);
            for (int i = 0; i < places; i++) {
                double value = factors.getLast();
                for (int channel = 0; channel < shape.channels(); channel++) {
                    value += factors.get(channel) * sample[channel * places + i];
                }
                planes[colour * places + i] = (float) value;
            }
        }
        return planes;
    }

    /** To be painted is what has something to be painted beside it: a latent's neighbours tell half of it. */
    private static float[] grown(float[] repaint, int side) {
        float[] grown = new float[repaint.length];
        for (int i = 0; i < grown.length; i++) {
            for (int y = Math.max(0, i / side - 1); y <= Math.min(side - 1, i / side + 1); y++) {
                for (int x = Math.max(0, i % side - 1); x <= Math.min(side - 1, i % side + 1); x++) {
                    grown[i] = Math.max(grown[i], repaint[y * side + x]);
                }
            }
        }
        return grown;
    }
}
