/**
 * Documents on disk: the words all rooms of this package share. What is wrong with a file is a {@link
 * studio.unclip.editor.file.FileProblem}, what was changed on the way a {@link studio.unclip.editor.file.Notice}, what
 * is refused stands in {@link studio.unclip.editor.file.Limits}; long work reports to a {@link
 * studio.unclip.editor.file.Watcher}. What is kept and what is not: docs/files.md.
 *
 * <p>Start at {@link studio.unclip.editor.file.picture.PictureFiles} (open any picture) and {@link
 * studio.unclip.editor.file.picture.PictureExport}. The rooms, each using only those before it: {@code disk} (writing
 * that never leaves half a file), {@code flat} (rows of pixels to tiles and back), {@code png}, {@code jpeg}, {@code
 * state} (documents as a log of differences: a saved history, the autosave journal), {@code ora} (OpenRaster), {@code
 * picture}.
 *
 * <p>A file is hostile until it has been read: sizes and counts are held against the limits before anything is decoded,
 * XML has no DTD, and whatever is wrong comes out as one problem. Nothing in these packages may run on the thread of a
 * window.
 *
 * <p>May use {@code document}, for what a document may be.
 */
package studio.unclip.editor.file;
