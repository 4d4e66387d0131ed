/**
 * A request turned into parts, a network each: text embedding, prior, decoder, upsamplers, comparison.
 *
 * <p>Start reading at {@link studio.unclip.inference.pipeline.LocalGenerator}, then {@code GenerateRun}, which reads like
 * the paper. What operations share: {@code ImageEmbeddings} (where z_i comes from), {@code Cascade} (z_i to picture),
 * {@code PartOrder} (candidate after candidate or part after part), {@code JobReport} (what a job tells). Below them:
 * {@code JobQueue} and {@code EventDelivery} (threads; every job ends once), {@code LoadedModels} (what is in memory).
 *
 * <p>This package may use every other package of the engine except {@code worker}; nothing in the engine uses this one.
 * Outside the engine only composition roots name it.
 */
package studio.unclip.inference.pipeline;
