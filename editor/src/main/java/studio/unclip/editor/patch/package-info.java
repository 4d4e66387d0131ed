/**
 * What a model gives back for a part of a picture, and the proof that nothing else changed. Start at {@link
 * studio.unclip.editor.patch.Patch}. May use {@code geom, pixel, document, mask, render}.
 */
package studio.unclip.editor.patch;
