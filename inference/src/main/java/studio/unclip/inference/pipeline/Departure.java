package studio.unclip.inference.pipeline;

import studio.unclip.inference.diffusion.DenoisingLoop;

/**
 * How a stage's loop departs from the plain one, which goes straight down from pure noise: another start, another walk,
 * something else to agree with.
 */
@FunctionalInterface
interface Departure {
    /** The plain loop. */
    Departure NONE = (plain, space) -> plain;

    /**
     * @param plain from pure noise straight down, with the sampler and the denoiser of this run
     * @param space what pictures are in the stage
     */
    DenoisingLoop.Task of(DenoisingLoop.Task plain, StageSpace space);
}
