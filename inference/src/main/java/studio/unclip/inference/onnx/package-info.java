/**
 * ONNX Runtime behind a small door: the only package that imports {@code ai.onnxruntime}, and no type of it leaves.
 *
 * <p>Start with {@link studio.unclip.inference.onnx.OnnxRuntime} (opens models),
 * {@link studio.unclip.inference.onnx.OnnxModel} (a session for one component of a pack),
 * {@link studio.unclip.inference.onnx.TensorScope} (owns native memory) and
 * {@link studio.unclip.inference.onnx.BoundRun} (tensors and outputs prepared once, run many times).
 * {@link studio.unclip.inference.onnx.MemoryPlan} is pure arithmetic over a manifest.
 *
 * <p>Rules: every tensor lives in a scope, every scope is closed with its stage or job; a session is never closed while
 * it runs; nothing native is allocated per step. May use: {@code inference.pack}, the JDK, ONNX Runtime.
 */
package studio.unclip.inference.onnx;
