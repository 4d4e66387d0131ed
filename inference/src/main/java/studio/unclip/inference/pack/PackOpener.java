package studio.unclip.inference.pack;

import java.nio.file.Path;

/** Opens pack folders. Stateless and safe for threads. */
public final class PackOpener {

    private final ManifestReader reader;

    /** @param understood families and sections this studio knows */
    public PackOpener(Understood understood) {
        this.reader = new ManifestReader(understood);
    }

    /** {@link #openVerified(Path, Watcher)} with nobody watching. */
    public Pack openVerified(Path folder) throws PackException {
        return openVerified(folder, Watcher.silent());
    }

    /**
     * Opens a pack in any folder after checking every file's size and hash and every graph.
     *
     * @param folder the pack's folder
     * @param watcher sees the progress
     * @throws PackException if anything is wrong with it
     */
    public Pack openVerified(Path folder, Watcher watcher) throws PackException {
        PackManifest manifest = reader.readFolder(folder);
        new PackVerifier().verify(folder, manifest, watcher, HashRecord.none());
        return new Pack(folder, manifest);
    }

    /**
     * Opens a pack, trusting a stamp of an earlier full check where there is one; without one, checks fully and writes
     * it. What changed since then is found by its size or time.
     *
     * @param folder the pack's folder
     * @param stampFile where the stamp lies or is to lie; not inside the pack's folder
     * @throws PackException if anything is wrong with it
     */
    public Pack open(Path folder, Path stampFile) throws PackException {
        return open(folder, stampFile, HashRecord.none(), Watcher.silent());
    }

    Pack open(Path folder, Path stampFile, HashRecord hashes, Watcher watcher) throws PackException {
        PackManifest manifest = reader.readFolder(folder);
        PackStamp now = PackStamp.of(folder, manifest);
        if (PackStamp.exists(stampFile)) {
            PackStamp.read(manifest.id(), stampFile).requireSame(manifest.id(), now);
        } else {
            new PackVerifier().verify(folder, manifest, watcher, hashes);
            now.write(manifest.id(), stampFile);
        }
        return new Pack(folder, manifest);
    }
}
