/**
 * Pictures and recipes on disk: PNG with the recipe in a text chunk and the mark of a generated picture in its XMP,
 * written so that a file is either whole or absent; recipes read back; input pictures read within limits.
 *
 * <p>May use the engine's port, the editor's file formats and {@code java.desktop}'s image readers; knows no window.
 * Start reading at {@link studio.unclip.app.export.PictureExport}.
 */
package studio.unclip.app.export;
