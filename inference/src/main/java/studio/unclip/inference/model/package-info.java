/**
 * One typed wrapper for each kind of component a pack may have: what goes in, what comes out, in the words of the
 * paper. Tensor names, types and sizes come from the pack's manifest through roles.
 *
 * <p>May use {@code onnx}, {@code pack} and the pure packages. Start reading at {@link
 * studio.unclip.inference.model.TextEncoder} and {@link studio.unclip.inference.model.GuidedDenoiser}.
 */
package studio.unclip.inference.model;
