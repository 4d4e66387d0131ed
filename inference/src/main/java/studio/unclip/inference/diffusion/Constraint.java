package studio.unclip.inference.diffusion;

/**
 * What else a picture must agree with while it is denoised: known pixels, an inverted trajectory. Asked once before the
 * first step and twice a step, on the loop's thread; changes the array it is given in place, and allocates nothing.
 */
public interface Constraint {

    /** Nothing else. */
    Constraint NONE = new Constraint() {};

    /** Both, this one first. */
    default Constraint and(Constraint other) {
        Constraint first = this;
        return new Constraint() {
            @Override
            public void onStart(Start start, float[] sample) {
                first.onStart(start, sample);
                other.onStart(start, sample);
            }

            @Override
            public void onOriginal(int step, float[] x0) {
                first.onOriginal(step, x0);
                other.onOriginal(step, x0);
            }

            @Override
            public void onSample(int level, float[] sample) {
                first.onSample(level, sample);
                other.onSample(level, sample);
            }
        };
    }

    /**
     * Before the first step.
     *
     * @param start where the loop begins
     * @param sample x there
     */
    default void onStart(Start start, float[] sample) {}

    /**
     * Between the two halves of a step.
     *
     * @param step the sampler's step
     * @param x0 the clean picture the model aims at, clamped as the schedule says
     */
    default void onOriginal(int step, float[] x0) {}

    /**
     * After a step.
     *
     * @param level where the step went to, 1 to the sampler's steps
     * @param sample x at that level
     */
    default void onSample(int level, float[] sample) {}
}
