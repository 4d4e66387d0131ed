package studio.unclip.inference.diffusion;

/** A diffusion model with its conditioning in place (k-diffusion's idea: one contract for every network). */
@FunctionalInterface
public interface Denoiser {
    /**
     * Runs the model once.
     *
     * @param step index of the step, from 0
     * @param timestep t, 0 to T-1
     * @param sample x_t; not to be written
     * @param prediction filled with the model's output (meaning: the schedule's prediction type); as long as the sample,
     *     or twice that where the model also predicts its variance, which then is the second half
     */
    void predict(int step, int timestep, float[] sample, float[] prediction);
}
