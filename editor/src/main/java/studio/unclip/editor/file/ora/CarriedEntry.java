package studio.unclip.editor.file.ora;

import studio.unclip.editor.file.Blob;

/**
 * An entry of an archive that this studio does not know and carries along as it is packed.
 *
 * @param method the archive's number of the packing
 * @param crc of the bytes unpacked
 * @param size of the bytes unpacked
 * @param packed as it lies in the archive
 */
public record CarriedEntry(String name, int method, long crc, long size, Blob packed) {}
