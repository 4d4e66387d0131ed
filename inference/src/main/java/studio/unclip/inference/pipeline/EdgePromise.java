package studio.unclip.inference.pipeline;

import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Start;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.diffusion.Walk;
import studio.unclip.inference.image.BorderFit;
import studio.unclip.inference.image.CarriedEdge;
import studio.unclip.inference.pack.Operations;

/**
 * What a picture's edge, carried on, tells of what lies beyond it: how far that can be trusted, and a decoder that begins
 * with it. Model thread only.
 */
final class EdgePromise {
    /**
     * An edge that is off by no more than the first keeps its promise, by the second or more promises nothing; white - black
     * = 2. Gradients along the edge are off by .003 to .02 in eight rounds, scenes by .05 to .5.
     */
    private static final double FORESEEN = 0.03;

    private static final double UNFORESEEN = 0.08;

    /** The most that is kept of a promise: the decoder has the last word. */
    private static final double TRUSTED = 0.875;

    /** A decoder's picture that breaks it by no more is taken: plain grounds by .01 to .04, a blot beside the border by .06 to .15. */
    static final double KEPT = 0.05;

    /** How far the last of several pictures trusts the promise at least. */
    private static final double INSISTED = 0.7;

    private final Operations.Expand constants;
    private final StageChoice decoder;
    private final JobContext context;

    EdgePromise(Operations.Expand constants, StageChoice decoder, JobContext context) {
        this.constants = constants;
        this.decoder = decoder;
        this.context = context;
    }

    /** What a window knows, its edges carried on: planar RGB in [-1, 1] at the decoder's size. */
    float[] carried(KnownPicture known) {
        return CarriedEdge.fill(known.planes(), known.repaint(), known.size(), decoder.size());
    }

    /** By how much a decoder's picture breaks it: see {@link BorderFit}. */
    double broken(float[] made, float[] carried, KnownPicture known) {
        return BorderFit.off(made, carried, known.sketched().at(decoder.size()).repaint(), decoder.size());
    }

    /** Beside a plain ground or a gradient along the edge 1: what is invented there is stains. Else down to 0. */
    double trust(KnownPicture known) {
        double off = CarriedEdge.error(known.planes(), known.repaint(), known.size(), decoder.size());
        return Math.clamp((UNFORESEEN - off) / (UNFORESEEN - FORESEEN), 0, 1);
    }

    /**
     * The decoder begins with what the edge promises instead of pure noise, so that the ground and its colours go on; the
     * more the prompt counts, the less of it is left. Of several pictures of one window each begins nearer to it.
     *
     * @param likeness how much the picture counts beside the prompt, 0 to 1
     */
    Departure departure(CandidateDraft draft, KnownPicture known, double likeness) {
        float[] carried = carried(known);
        Operations.Inpaint way =
                context.engine().contents().manifest().operations().inpaint().orElseThrow();
        double trust = trust(known);
        int[] drawn = {0};
        // A stream of its own: the stage's goes to the steps. Each of several loops begins with noise of its own.
        TorchRandom stream = draft.streams().stream(decoder.name() + "-start", draft.window());
        return (plain, space) -> {
            float[] noise = new float[decoder.sample().elements()];
            stream.normal(noise);
            Sampler sampler = plain.sampler();
            // None so far went on from the border: the next one begins nearer to what that promises.
            double insisted = Math.max(trust, INSISTED * drawn[0]++ / Math.max(1, constants.samples() - 1));
            double kept = likeness * (1 - constants.strength() * (1 - TRUSTED * insisted));
            // At least the last step is the decoder's, however few there are.
            int level = Math.min((int) Math.rint(kept * sampler.steps()), sampler.steps() - 1);
            DenoisingLoop.Task task = level == 0
                    ? plain
                    : plain.from(new Start.At(level, noised(space.of(carried), noise, sampler, level)));
            return way.mode() == Operations.InpaintMode.REPAINT
                    ? task.by(Walk.repaint(level, sampler.steps(), way.jump(), way.repeats()))
                    : task;
        };
    }

    /** What the forward process makes of a picture, q(x_t | x_0). */
    private static float[] noised(float[] clean, float[] noise, Sampler sampler, int level) {
        float signal = (float) Math.sqrt(sampler.signal(level));
        float spread = (float) Math.sqrt(1 - sampler.signal(level));
        float[] noised = new float[clean.length];
        for (int i = 0; i < noised.length; i++) {
            noised[i] = signal * clean[i] + spread * noise[i];
        }
        return noised;
    }
}
