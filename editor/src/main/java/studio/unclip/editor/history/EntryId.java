package studio.unclip.editor.history;

/** Names an entry of one history; later entries have larger values, the first has 1. */
public record EntryId(long value) {}
