/**
 * OpenRaster with everything we know of a document. Start at {@link studio.unclip.editor.file.ora.OraWriter} and {@link
 * studio.unclip.editor.file.ora.OraReader}. May use {@code geom, pixel, document, history, render}, {@code file,
 * file.disk, file.flat, file.png, file.state}, commons-compress, Jackson.
 */
package studio.unclip.editor.file.ora;
