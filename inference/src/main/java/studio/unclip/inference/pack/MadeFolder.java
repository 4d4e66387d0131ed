package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Fills the folder of a pack that is put together from published files. One pack per object. */
final class MadeFolder {
    private final MadePack made;
    private final ManifestReader reader;
    private final PackManifest manifest;

    /** @throws PackException if the manifest is not sound */
    MadeFolder(MadePack made, ManifestReader reader) throws PackException {
        this.made = made;
        this.reader = reader;
        this.manifest = read(made);
    }

    /**
     * Takes the weights, writes the small files, has completed what is to be, and checks it all.
     *
     * @param folder empty, on the disk of the packs
     * @param partial where copies of weights are kept when the work is ended
     * @param link whether hard links will do for weights
     * @return what the written manifest says
     * @throws CancellationException if the watcher ended it
     */
    PackManifest fill(Path folder, Path partial, boolean link, Watcher watcher) throws PackException, IOException {
        WeightTaker weights = new WeightTaker(made.id(), partial, watcher);
        weights.take(made.taken(), folder, link);
        write(folder, made.made());
        new PackVerifier().scan(folder, manifest); // before anything is run
        MadePack whole = made;
        PackManifest said = manifest;
        if (made.completion().isPresent()) {
            try {
                whole = made.completion().get().complete(new Pack(folder, manifest), watcher);
            } catch (PackException | CancellationException e) {
                weights.putBack(folder);
                throw e;
            }
            said = read(whole);
            write(folder, whole.made());
        }
        write(folder, Map.of(FileNames.MANIFEST, whole.manifest().getBytes(StandardCharsets.UTF_8)));
        PackStamp.of(folder, said);
        return said;
    }

    private PackManifest read(MadePack pack) throws PackException {
        return reader.read(pack.id(), pack.manifest().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path folder, Map<String, byte[]> files) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.deleteIfExists(path);
            Files.write(path, file.getValue(), StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
        }
    }
}
