/**
 * Where the document lies in the view: pure geometry for the canvas, what is drawn over it and what is done on it.
 *
 * <p>Start reading at {@link studio.unclip.app.canvas.viewport.ViewTransform}.
 */
package studio.unclip.app.canvas.viewport;
