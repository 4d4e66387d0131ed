package studio.unclip.inference.diffusion;

/**
 * One run of a sampling method: goes from x_T to x_0 in a fixed number of steps, in place on the caller's array. A step
 * has two halves, so that others may have their say between them: {@link #predict} tells the clean picture x_0 the model
 * aims at, {@link #advance} goes to the next level on it. Nothing is allocated by either. Stateful, one thread.
 *
 * <p><b>Levels</b> are the places between steps: level 0 is where step 0 begins, level {@link #steps()} is the end.
 */
public interface Sampler {
    /** Number of steps. */
    int steps();

    /** The timestep the model is called with at step i. */
    int timestep(int i);

    /**
     * abar at a level: the share of the clean signal's variance in the sample there, 0 to 1.
     *
     * @param level 0 to {@link #steps()}
     */
    float signal(int level);

    /** Whether step i reads fresh noise. */
    boolean needsNoise(int i);

    /**
     * First half of step i: fills {@link #predictedOriginal()}.
     *
     * @param prediction the model's output for the sample; a second half, if any, is the predicted variance
     * @param sample x at level i; not written
     */
    void predict(int i, float[] prediction, float[] sample);

    /**
     * Second half of step i, after {@link #predict}; goes on from {@link #predictedOriginal()} as it is now.
     *
     * @param prediction as given to {@link #predict}
     * @param sample x at level i, becomes x at level i + 1
     * @param noise as long as the sample; read only where {@link #needsNoise}
     */
    void advance(int i, float[] prediction, float[] sample, float[] noise);

    /** The clean picture x_0 the last step aimed at; the sampler's own array, changed by the next step. */
    float[] predictedOriginal();

    /** Both halves of step i. */
    default void step(int i, float[] prediction, float[] sample, float[] noise) {
        predict(i, prediction, sample);
        advance(i, prediction, sample, noise);
    }

    /**
     * Goes up again: the forward process from level i + 1 back to level i, q(x_i | x_i+1) (RePaint, Lugmayr et al. 2022).
     *
     * @param sample x at level i + 1, becomes x at level i
     * @param noise as long as the sample
     */
    default void rise(int i, float[] sample, float[] noise) {
        float kept = signal(i) / signal(i + 1);
        float ofSample = (float) Math.sqrt(kept);
        float ofNoise = (float) Math.sqrt(1 - kept);
        for (int k = 0; k < sample.length; k++) {
            sample[k] = ofSample * sample[k] + ofNoise * noise[k];
        }
    }
}
