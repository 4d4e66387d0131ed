package studio.unclip.inference.diffusion;

/** Where a denoising loop begins. */
public sealed interface Start {

    /** The level the loop begins at ({@link Sampler}). */
    int level();

    /** Pure noise, the first draw of the loop's stream. */
    record Noise() implements Start {
        @Override
        public int level() {
            return 0;
        }
    }

    /**
     * A sample that is there already: a picture with noise on it (SDEdit, Meng et al. 2022) or an inverted one.
     *
     * @param level 0 to the sampler's steps - 1
     * @param sample x at that level; copied when the loop begins
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record At(int level, float[] sample) implements Start {}
}
