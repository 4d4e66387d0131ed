package studio.unclip.editor.document;

/** Names a layer within one document and all its versions; never given twice, 1 or more. */
public record LayerId(long value) {}
