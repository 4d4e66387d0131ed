/**
 * Diffusion as pure maths on float arrays: noise schedules, timesteps, samplers, guidance, PyTorch-compatible noise,
 * and the one denoising loop. Start reading at {@link studio.unclip.inference.diffusion.DenoisingLoop}.
 *
 * <p>Uses nothing but the JDK. A new sampler is a class here and a line in {@link
 * studio.unclip.inference.diffusion.Samplers}.
 */
package studio.unclip.inference.diffusion;
