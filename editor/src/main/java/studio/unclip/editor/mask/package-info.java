/**
 * Arithmetic of 8-bit masks: shapes, combining, growing, feathering. Pure. Start at {@link
 * studio.unclip.editor.mask.Masks}. May use {@code geom} and {@code pixel}.
 */
package studio.unclip.editor.mask;
