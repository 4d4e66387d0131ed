package studio.unclip.inference.pack;

/**
 * A file of the pack, as the manifest promises it.
 *
 * @param name file name inside the pack's folder; plain, without any path
 * @param bytes exact size
 * @param sha256 64 lower-case hexadecimal digits
 */
public record PackFile(String name, long bytes, String sha256) {}
