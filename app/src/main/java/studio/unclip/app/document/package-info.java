/**
 * The open document and its file: new, open, drop, paste, save, export, share; what is in no file yet; the journal that
 * keeps it safe, and what a crash has left. Knows the editor and no control.
 *
 * <p>Start reading at {@link studio.unclip.app.document.Documents}.
 */
package studio.unclip.app.document;
