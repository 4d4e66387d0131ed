/**
 * Documents on disk: OpenRaster with everything we know of a document, PNG and JPEG, and writing that never leaves half
 * a file.
 *
 * <p>Start at {@link studio.unclip.editor.file.PictureFiles} (open, save, export); then {@link
 * studio.unclip.editor.file.OraWriter} and {@link studio.unclip.editor.file.OraReader}, {@link
 * studio.unclip.editor.file.AtomicFile}, and {@link studio.unclip.editor.file.StateWriter} (documents as a log of
 * differences: a saved history, and the autosave journal). What is kept and what is not: docs/files.md.
 *
 * <p>A file is hostile until it has been read: sizes and counts are held against {@link
 * studio.unclip.editor.file.Limits} before anything is decoded, XML has no DTD, and whatever is wrong comes out as one
 * {@link studio.unclip.editor.file.FileProblem}. Nothing here may run on the thread of a window.
 *
 * <p>May use {@code geom, pixel, document, history, render}, {@code java.desktop}'s colour management and image
 * readers, commons-compress, Jackson.
 */
package studio.unclip.editor.file;
