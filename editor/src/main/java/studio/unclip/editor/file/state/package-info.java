/**
 * Documents and histories as a log of differences: what a saved file carries beside its layers and what the autosave
 * journal writes. Start at {@link studio.unclip.editor.file.state.StateWriter}; the frames are described in {@code
 * StateFrame}. May use {@code geom, pixel, document, history}, {@code file, file.disk}.
 */
package studio.unclip.editor.file.state;
