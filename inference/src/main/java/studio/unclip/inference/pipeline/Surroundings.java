package studio.unclip.inference.pipeline;

import java.util.List;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.image.SoftEdge;
import studio.unclip.inference.pack.Operations;

/**
 * What a thing that is painted into a picture takes from around it, so that no box of the prompt's own ground is left: in
 * z_i the aspects that say where it is (mixed as {@link MixRun} takes an aspect), and in the decoder the pixels along the
 * mask's edge, which are told of the surroundings instead of the thing (docs/decisions/0016). Immutable.
 *
 * @param constants the pack's
 * @param aspects that the constants name
 * @param likeness how far, 0 to 1
 */
record Surroundings(Operations.Thing constants, Aspects aspects, double likeness) {

    /**
     * The prompt's z_i with the surroundings' ground.
     *
     * @param z raw, unit length, as {@code around}
     */
    float[] on(float[] z, float[] around) {
        float[] there = aspects.of(z, around);
        if (likeness == 1) {
            return there;
        }
        float[] between = new float[z.length];
        for (int i = 0; i < between.length; i++) {
            between[i] = z[i] + (float) likeness * (there[i] - z[i]);
        }
        return Embeddings.normalise(between);
    }

    /**
     * Whose a pixel of the decoder's picture is: the rest is the thing's, the one area the surroundings'.
     *
     * @param repaint by pixel, [size x size]: 1 to be painted
     */
    AreaShares shares(float[] repaint, int size) {
        float[] around = new float[repaint.length];
        int masked = 0;
        for (int i = 0; i < around.length; i++) {
            around[i] = repaint[i] >= 1 ? 0 : 1;
            masked += repaint[i] >= 1 ? 1 : 0;
        }
        SoftEdge.outward(around, size, size, constants.ground() * Math.sqrt(masked));
        float[] thing = new float[around.length];
        for (int i = 0; i < around.length; i++) {
            around[i] *= (float) likeness;
            thing[i] = 1 - around[i];
        }
        return new AreaShares(List.of(thing), List.of(around));
    }
}
