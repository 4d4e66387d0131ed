/**
 * The picture editor without a screen: document, layers, masks, tools, history. Knows no JavaFX and no engine.
 *
 * <p>Start at {@link studio.unclip.editor.session.EditorSession}, the one mutable holder; then {@link
 * studio.unclip.editor.document.Document} (what is edited), {@link studio.unclip.editor.edit.Edit} (every change) and
 * {@link studio.unclip.editor.render.Compositor} (how it becomes visible).
 */
package studio.unclip.editor;
