/**
 * The canvas: the visible part of the document at device pixels, what lies over it, and what is done on it.
 *
 * <p>Start reading at {@link studio.unclip.app.canvas.viewport.ViewTransform} (pure geometry), then {@link
 * studio.unclip.app.canvas.CanvasModel} and {@link studio.unclip.app.canvas.CanvasView}.
 */
package studio.unclip.app.canvas;
