package studio.unclip.app.workspace;

import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.session.EditorSession;

/** One state of one document; equal only to itself. */
public record Revision(EditorSession session, EntryId entry) {}
