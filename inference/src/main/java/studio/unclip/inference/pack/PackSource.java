package studio.unclip.inference.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a pack is installed from. Opening one reads names and sizes only; nothing is written. */
interface PackSource extends Closeable {

    /** The whole manifest, at most {@link ManifestReader#MAX_BYTES}. */
    byte[] manifest() throws PackException, IOException;

    /** Complains about what the source holds beyond what the manifest names, where that matters. */
    void compare(PackManifest manifest) throws PackException;

    /** The content of one of the manifest's files. */
    InputStream open(PackFile file) throws PackException, IOException;

    /** A folder or a zip file. */
    static PackSource of(Path path) throws PackException, IOException {
        String name = ManifestReader.nameOf(path);
        if (Files.isDirectory(path)) {
            return new FolderSource(name, path);
        }
        if (Files.isRegularFile(path)) {
            return ZipSource.open(name, path);
        }
        throw PackException.missing(name, "there is no folder or archive " + path, "Check the path");
    }
}
