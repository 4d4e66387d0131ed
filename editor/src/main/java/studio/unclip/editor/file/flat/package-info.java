/**
 * Between the rows of a picture file and the tiles of a document: rows cut into tiles as they are decoded, layers
 * composed into rows to be written, colours of a profile converted to sRGB. May use {@code geom, pixel, document,
 * render}, {@code file}, {@code java.desktop}'s colour management.
 */
package studio.unclip.editor.file.flat;
