/**
 * What a made picture's file says of how it was made: the recipe in a text chunk and the mark of a generated picture in
 * its XMP, written and read back. Pixels, files and limits are the editor's ({@code studio.unclip.editor.file}).
 *
 * <p>May use the engine's port and the editor's file formats; knows no window. Start reading at {@link
 * studio.unclip.app.export.PictureExport}.
 */
package studio.unclip.app.export;
