/**
 * The open document between the editor and the panels. Knows the editor, no engine and no control.
 *
 * <p>Start reading at {@link studio.unclip.app.workspace.Workspace}.
 */
package studio.unclip.app.workspace;
