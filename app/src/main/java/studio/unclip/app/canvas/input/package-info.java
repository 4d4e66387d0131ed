/**
 * What a hand does on the canvas: pointer, wheel, pinch and keys become pointer events of the editor, or move the view.
 */
package studio.unclip.app.canvas.input;
