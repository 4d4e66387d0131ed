package studio.unclip.editor.file.ora;

/** CRC-32 and length of an entry: enough to tell that another program wrote it anew. */
record EntrySum(long crc, long size) {}
