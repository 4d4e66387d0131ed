package studio.unclip.inference.model;

import studio.unclip.inference.diffusion.Denoiser;

/** A stage's networks with everything but sample and timestep in place, and what they have taken so far. One thread. */
public interface ConditionedDenoiser extends Denoiser {
    /** Elements of one row of the output. */
    int predictionSize();

    /** Nanoseconds inside the model's runtime so far. */
    long nanosInside();

    /** Calls so far. */
    long calls();
}
