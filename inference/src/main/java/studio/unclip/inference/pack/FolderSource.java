package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A pack's folder. What the manifest does not name is left where it is. */
final class FolderSource implements PackSource {

    private final String name;
    private final Path folder;

    FolderSource(String name, Path folder) {
        this.name = name;
        this.folder = folder;
    }

    @Override
    public byte[] manifest() throws PackException {
        return ManifestReader.bytes(name, folder);
    }

    @Override
    public void compare(PackManifest manifest) {
        // Other files beside the pack's own are nobody's business: they are not copied.
    }

    @Override
    public InputStream open(PackFile file) throws PackException, IOException {
        return PackVerifier.open(name, file, folder.resolve(file.name()));
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
