package studio.unclip.editor.history;

/** The state a gesture began at; see {@link History#mark}. */
public record Mark(EntryId entry) {}
