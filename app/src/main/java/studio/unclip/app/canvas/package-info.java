/**
 * The canvas: the visible part of the document at device pixels, and moving and zooming in it.
 *
 * <p>Start reading at {@link studio.unclip.app.canvas.viewport.ViewTransform} (pure geometry), then {@link
 * studio.unclip.app.canvas.CanvasViewModel} and {@link studio.unclip.app.canvas.CanvasView}.
 */
package studio.unclip.app.canvas;
