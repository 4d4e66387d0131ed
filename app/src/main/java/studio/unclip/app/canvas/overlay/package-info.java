/**
 * What lies over the picture on the canvas: the brush's outline, marching ants, frames with handles, the wipe between two
 * pictures, a picture shown in place. The models know no scene.
 */
package studio.unclip.app.canvas.overlay;
