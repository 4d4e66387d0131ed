/**
 * The engine's port: what the window, the command line and the worker process may use.
 *
 * <p>Start reading at {@link studio.unclip.inference.api.ImageGenerator}; then {@link
 * studio.unclip.inference.api.ImageRequest} (what can be asked), {@link studio.unclip.inference.api.JobEvent} (what
 * comes back) and {@link studio.unclip.inference.api.Recipe} (everything that made one picture).
 *
 * <p>Every request, event and failure is plain immutable data, so that the same port can stand across a process border.
 * This package knows no other package of the engine.
 */
package studio.unclip.inference.api;
