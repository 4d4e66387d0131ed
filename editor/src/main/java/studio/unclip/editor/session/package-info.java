/**
 * The one mutable holder: {@link studio.unclip.editor.session.EditorSession}. May use every package of the editor but
 * {@code file} and {@code journal}.
 */
package studio.unclip.editor.session;
