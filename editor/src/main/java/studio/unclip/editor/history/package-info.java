/**
 * The tree of states a document went through. Start at {@link studio.unclip.editor.history.History}. May use {@code
 * geom, pixel, document}.
 */
package studio.unclip.editor.history;
