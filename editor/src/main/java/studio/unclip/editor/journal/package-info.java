/**
 * Autosave: what a person did since the last save survives a crash. Start at {@link studio.unclip.editor.journal.Journals}
 * (the folder with all journals) and {@link studio.unclip.editor.journal.Journal} (one document's).
 *
 * <p>A journal is a folder of its own in the person's state folder, so that untitled, read-only and synchronised
 * documents are safe too. It holds a lock, generations ({@code journal-N.log}, a state log each) and the copies of saved
 * files ({@code base-N.ora}) that generations lean on; its name is made from the file's real path, so that there is one
 * however the file is reached. When a document gets another name, its journal moves. The rules that make any crash
 * harmless:
 *
 * <ul>
 *   <li>a generation is good up to its first damaged frame, and leans on nothing behind it;
 *   <li>it becomes the journal when its first state is on the disk; only then are older ones removed. What of it could
 *       not be written is removed at once: a full disk is not filled by trying again;
 *   <li>every state has a revision (session, number), and a saved file says which one it holds: whoever finds both a
 *       file and a journal knows which is newer, whatever was on the disk first.
 * </ul>
 *
 * <p>May use {@code document} and {@code file}.
 */
package studio.unclip.editor.journal;
