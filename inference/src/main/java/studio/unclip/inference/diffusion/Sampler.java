package studio.unclip.inference.diffusion;

/**
 * One run of a sampling method: goes from x_T to x_0 in a fixed number of steps, in place on the caller's array.
 * Coefficients are computed when it is made; a step allocates nothing. Stateful, one thread, one use.
 */
public interface Sampler {
    /** Number of steps. */
    int steps();

    /** The timestep the model is called with at step i. */
    int timestep(int i);

    /** Whether step i reads fresh noise. */
    boolean needsNoise(int i);

    /**
     * Makes step i; steps are made in order.
     *
     * @param prediction the model's output for the sample; a second half, if any, is the predicted variance
     * @param sample x_t, becomes x of the next timestep
     * @param noise as long as the sample; read only where {@link #needsNoise}
     */
    void step(int i, float[] prediction, float[] sample, float[] noise);

    /** The clean picture x_0 the last step aimed at; the sampler's own array, changed by the next step. */
    float[] predictedOriginal();
}
