/**
 * Every change a document can undergo, as data. Start at {@link studio.unclip.editor.edit.Edit}. May use {@code geom,
 * pixel, document, mask, render, patch}.
 */
package studio.unclip.editor.edit;
