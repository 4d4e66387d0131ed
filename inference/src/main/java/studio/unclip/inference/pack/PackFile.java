package studio.unclip.inference.pack;

import java.util.Optional;

/**
 * A file of the pack, as the manifest promises it.
 *
 * @param name file name inside the pack's folder; plain, without any path
 * @param bytes exact size
 * @param sha256 64 lower-case hexadecimal digits; empty where it is not known yet: weights that were taken over from
 *     published files are hashed after they were installed (see {@link PackStore#hash})
 */
public record PackFile(String name, long bytes, Optional<String> sha256) {
    /** One whose hash is known. */
    public PackFile(String name, long bytes, String sha256) {
        this(name, bytes, Optional.of(sha256));
    }
}
