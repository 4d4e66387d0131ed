/**
 * The edited picture as immutable values. Start at {@link studio.unclip.editor.document.Document}. May use {@code geom}
 * and {@code pixel}.
 *
 * <p>Every change makes another document that shares what did not change, so undo is a reference and any thread may
 * read one without a lock.
 */
package studio.unclip.editor.document;
