package studio.unclip.inference.pack;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pack put together on this machine from published files: small files that were made for it, and large ones that are
 * taken as they are.
 *
 * @param id the pack's id
 * @param manifest {@code pack.json}, JSON
 * @param made content of the small files by name
 * @param taken the large files by their names in the pack; the manifest lists them without a hash
 * @param folders where the published files lie, for a later repair
 * @param completion what is still to be found out once all of it is in place; empty: nothing
 */
public record MadePack(
        String id,
        String manifest,
        Map<String, byte[]> made,
        Map<String, Taken> taken,
        List<Path> folders,
        Optional<Completion> completion) {

    public MadePack {
        made = Map.copyOf(made);
        taken = Map.copyOf(taken);
        folders = List.copyOf(folders);
    }

    /**
     * A file as it was when its header was checked.
     *
     * @param source a plain file
     * @param bytes its size
     * @param modified when it was last changed
     */
    public record Taken(Path source, long bytes, FileTime modified) {}

    /** What of a pack only its own networks can tell. */
    @FunctionalInterface
    public interface Completion {

        /**
         * Runs networks of the pack.
         *
         * @param pack all of it in a folder of its own, its graphs checked, but for what is found out here
         * @param watcher may end it
         * @return the same pack with another manifest and other made files; what it takes stays, nothing is left to complete
         * @throws PackException if the networks do not run
         * @throws java.util.concurrent.CancellationException if the watcher ended it
         */
        MadePack complete(Pack pack, Watcher watcher) throws PackException;
    }

    /** Bytes of all taken files. */
    public long takenBytes() {
        return taken.values().stream().mapToLong(Taken::bytes).sum();
    }
}
