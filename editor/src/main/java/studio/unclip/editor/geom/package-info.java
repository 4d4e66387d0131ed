/** Whole-pixel geometry of the editor. Knows no other package. Start at {@link studio.unclip.editor.geom.IntRect}. */
package studio.unclip.editor.geom;
