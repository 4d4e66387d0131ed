/**
 * The door: any picture file opened or read ({@link studio.unclip.editor.file.picture.PictureFiles}), a document's look
 * exported ({@link studio.unclip.editor.file.picture.PictureExport}). May use {@code geom, pixel, document, render} and
 * all other rooms of {@code file}.
 */
package studio.unclip.editor.file.picture;
