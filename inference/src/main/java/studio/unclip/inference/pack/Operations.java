package studio.unclip.inference.pack;

import java.util.List;
import java.util.Optional;

/**
 * What the pack can do with a picture, and the constants that each operation takes from it (docs/pack-format.md, {@code
 * operations}). An operation that is empty is one the pack cannot do, because its manifest says so or because it lacks
 * what the operation needs. Constants a person may override are where the operation begins.
 *
 * @param inpaint paint anew under a mask
 * @param expand go on beyond a border; never without {@code inpaint}
 * @param vary relatives of a picture; needs an image encoder and DDIM
 * @param textDiff move a picture by the difference of two captions; needs an image encoder and DDIM
 * @param refine begin from a picture instead of noise
 */
public record Operations(
        Optional<Inpaint> inpaint,
        Optional<Expand> expand,
        Optional<Vary> vary,
        Optional<TextDiff> textDiff,
        Optional<Refine> refine) {

    /** How known pixels are kept. */
    public enum InpaintMode {
        /** The networks read the known pixels and the mask as input channels. */
        CHANNELS,
        /** The predicted x_0 is overwritten with the known pixels at every step. */
        OVERWRITE,
        /**
         * x itself is replaced after every step by the known pixels under as much noise, always that of the beginning
         * (Kandinsky 2.2, blended diffusion); networks that can are told of them too.
         */
        REPLACE,
        /** As {@link #OVERWRITE}, and the walk goes up again so that both sides agree (RePaint, arXiv 2201.09865). */
        REPAINT
    }

    /**
     * Painting under a mask.
     *
     * @param mode how known pixels are kept
     * @param jump levels the walk goes up at a time, 1 to 100; 1 where the mode is not {@code REPAINT}
     * @param repeats how often each stretch of levels is walked down, 1 to 100; 1 where the mode is not {@code REPAINT}
     * @param context what the model sees around the mask's box on each side, as a share of the box's side, 0 to 4
     * @param blend width of the ring outside the mask in which old and new are blended, pixels of the finished picture,
     *     0 to 256; what grows with the mask is added to it
     * @param thing where a thing is to be painted
     * @param scenes names of scenes; a prompt that holds one and no thing's fills what is masked
     * @param removing share of the decoder's schedule that is left out where the surroundings close over a place: it
     *     begins in the closed picture, with that much less noise, 0 to below 1
     * @param continuing the same where they go on without a prompt
     */
    public record Inpaint(
            InpaintMode mode,
            int jump,
            int repeats,
            double context,
            int blend,
            Thing thing,
            List<String> scenes,
            double removing,
            double continuing) {
        public Inpaint {
            scenes = List.copyOf(scenes);
        }
    }

    /**
     * Painting a thing that the prompt names into what is there.
     *
     * @param context as of {@link Inpaint}, 0 to 4; a model that draws things as large as its picture is shown less
     * @param around aspects of z_i that come from the surroundings instead of the prompt: what its ground is like. None:
     *     the ground is the prompt's
     * @param ground how far from the mask's edge inward the decoder is told of the surroundings beside the thing, as a
     *     share of the mask's side, falling to 0 there; 0 to 0.5, 0 without aspects
     * @param drawn how large things come out; not said: the model is shown all of what is masked, however flat
     */
    public record Thing(double context, List<String> around, double ground, Optional<Drawn> drawn) {
        public Thing {
            around = List.copyOf(around);
        }
    }

    /**
     * How large the model draws a thing that it is asked for. It is shown no more of a picture than lets a thing of this
     * size fit into what is masked.
     *
     * @param longer side of what it draws, a share of its picture's, above 0 to 1
     * @param shorter the same
     */
    public record Drawn(double longer, double shorter) {}

    /**
     * Going on beyond a border.
     *
     * @param overlap how far a window reaches into the old picture, as a share of its side, 0.05 to 0.95
     * @param strength share of the schedule that is walked from what the border promises, above 0 to 1; the more a prompt
     *     counts the more of it
     * @param samples pictures the decoder draws of a window, of which the one is kept that goes on most smoothly from the
     *     border, 1 to 64
     */
    public record Expand(double overlap, double strength, int samples) {}

    /**
     * Relatives of a picture: two dials from 0 (the picture itself) to 1.
     *
     * @param meaning share of noise in the whitened z_i, by the dial
     * @param layout share of fresh noise in x_T, by the dial
     * @param eta DDIM's share of fresh noise a step where the layout's dial stands at 1, 0 to 1
     */
    public record Vary(Span meaning, Span layout, double eta) {}

    /**
     * Moving a picture from one caption to another.
     *
     * @param inversionSteps DDIM steps from the picture to its x_T and back, 1 to {@link Stage#MAX_STEPS}
     * @param theta where the slider stands if nobody moved it, 0 to 1
     * @param reach what the prior's difference is multiplied with at theta 1, above 0 to 8
     * @param slerp how far along the arc to the captions' difference theta 1 is in the paper's way, above 0 to 1
     * @param previewSteps steps of a preview while the slider moves, 1 to {@link Stage#MAX_STEPS}
     * @param previewGuidance its guidance scale; 1 is without
     */
    public record TextDiff(
            int inversionSteps, double theta, double reach, double slerp, int previewSteps, double previewGuidance) {}

    /**
     * Beginning from a picture.
     *
     * @param strength share of the schedule that is walked: near 0 the picture stays, at 1 nothing of it does
     */
    public record Refine(Span strength) {}

    /**
     * The values of a setting that make sense, all 0 to 1.
     *
     * @param least smallest, for the dial at 0
     * @param usual where a person does not choose, for the dial in its middle
     * @param most largest, for the dial at 1
     */
    public record Span(double least, double usual, double most) {

        /** The value for a dial from 0 to 1, in the middle of which it is the usual one; straight on either side. */
        public double at(double dial) {
            return dial < 0.5 ? least + 2 * dial * (usual - least) : usual + (2 * dial - 1) * (most - usual);
        }
    }
}
