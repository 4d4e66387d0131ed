package studio.unclip.inference.pipeline;

import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;

/**
 * What a run knows of the picture it makes, at every size of the cascade: known pixels are put back at each, exactly.
 *
 * @param planes planar RGB in [-1, 1], [3 x size x size]; what stands under the mask is of no account
 * @param repaint by pixel, [size x size]: 0 known, 1 to be painted; between them the pixel is known at first and painted
 *     in the last part of the steps, the larger the value the earlier
 * @param sketch the same for a decoder whose picture upsamplers draw anew: it may be told of more, because where known and
 *     painted pixels run into each other its upsamplers decide
 * @param softly see {@link KnownPixels#softly}
 * @param size side, pixels; a whole multiple of every stage's
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record KnownPicture(float[] planes, float[] repaint, float[] sketch, boolean softly, int size) {

    KnownPicture {
        if (planes.length != 3 * size * size || repaint.length != size * size || sketch.length != size * size) {
            throw new IllegalArgumentException(
                    planes.length + ", " + repaint.length + " and " + sketch.length + " values at " + size);
        }
    }

    /** As a decoder is told that upsamplers follow. */
    KnownPicture sketched() {
        return new KnownPicture(planes, sketch, sketch, softly, size);
    }

    /** The same for a stage of a smaller size: colours by area, and to be painted is what is so in any part. */
    KnownPixels at(int stage) {
        if (size % stage != 0) {
            throw new IllegalArgumentException(size + " pixels are no multiple of " + stage);
        }
        int factor = size / stage;
        float[] small = factor == 1 ? planes : Resample.resize(planes, 3, size, size, stage, stage, Filter.BOX);
        float[] mask = factor == 1 ? repaint : new float[stage * stage];
        if (factor > 1) {
            for (int y = 0; y < size; y++) {
                for (int x = 0; x < size; x++) {
                    int at = y / factor * stage + x / factor;
                    mask[at] = Math.max(mask[at], repaint[y * size + x]);
                }
            }
        }
        return new KnownPixels(small, mask, softly);
    }
}
