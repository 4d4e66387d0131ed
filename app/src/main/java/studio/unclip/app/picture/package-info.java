/** Pictures of the engine and the editor as small images for JavaFX: tiles, thumbnails. Never the canvas. */
package studio.unclip.app.picture;
