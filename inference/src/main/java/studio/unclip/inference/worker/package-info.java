/**
 * The engine's port across a process border.
 *
 * <p>In the parent {@link studio.unclip.inference.worker.WorkerGenerator} keeps the queue and at most one child, a {@code
 * WorkerProcess} on a {@code WorkerSeat}; {@code Supervision} waits for its answers and kills it when none come. In the
 * child {@link studio.unclip.inference.worker.WorkerServer} answers, over whatever engine it is given. Both speak through
 * a {@code Link} (calls in both directions) over a {@code Wire} (frames), in {@code Message}s that {@code MessageCodec}
 * writes.
 *
 * <p>May use {@code api} and {@code job} only; the engine in the child is made by the child's main class, outside.
 */
package studio.unclip.inference.worker;
