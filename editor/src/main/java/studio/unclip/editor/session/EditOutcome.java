package studio.unclip.editor.session;

import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.history.EntryId;

/** What became of an edit. */
public sealed interface EditOutcome {
    /** The document changed; this is its entry. */
    record Changed(EntryId entry) implements EditOutcome {}

    /** The document was already like that; no entry was made. */
    record Unchanged() implements EditOutcome {}

    /** The document does not allow it. */
    record Refused(Refusal reason) implements EditOutcome {}
}
