/**
 * A request turned into stages: text embedding, prior, decoder, upsamplers.
 *
 * <p>Start reading at {@link studio.unclip.inference.pipeline.LocalGenerator} (jobs, threads, what stays loaded), then
 * {@code GenerateRun}, which reads like the paper. This package may use every other package of the engine except
 * {@code worker}; nothing in the engine uses this one. Outside the engine only composition roots name it.
 */
package studio.unclip.inference.pipeline;
