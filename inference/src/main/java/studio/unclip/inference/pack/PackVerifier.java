package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks a pack folder wholly: every file's size and SHA-256, and every graph by {@link OnnxScan}. */
final class PackVerifier {

    /** @param hashes of files for which the manifest has none; those it has not either are learnt */
    void verify(Path folder, PackManifest manifest, Watcher watcher, HashRecord hashes) throws PackException {
        read(
                folder,
                manifest,
                manifest.files(),
                new HashedTransfer(manifest.id(), manifest.totalBytes(), watcher, hashes));
        scan(folder, manifest);
    }

    /** Only the hashes, of some files. */
    void read(Path folder, PackManifest manifest, List<PackFile> files, HashedTransfer transfer) throws PackException {
        for (PackFile file : files) {
            Path path = folder.resolve(file.name());
            try (InputStream in = open(manifest.id(), file, path)) {
                transfer.transfer(file, in, OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw PackException.io(manifest.id(), e);
            }
        }
    }

    /** Only the graphs: for files whose hashes were compared while they were copied. */
    void scan(Path folder, PackManifest manifest) throws PackException {
        for (Component component : manifest.components().values()) {
            Map<String, Long> external = new HashMap<>();
            component.external().forEach(file -> external.put(file.name(), file.bytes()));
            Path graph = folder.resolve(component.graph().name());
            try (InputStream in = Files.newInputStream(graph, LinkOption.NOFOLLOW_LINKS)) {
                new OnnxScan(manifest.id(), component.graph().name(), external).scan(in);
            } catch (IOException e) {
                throw PackException.io(manifest.id(), e);
            }
        }
    }

    /** Opens a plain file; a link, device or pipe is refused before anything is read from it. */
    static InputStream open(String pack, PackFile file, Path path) throws PackException, IOException {
        if (Files.isSymbolicLink(path)) {
            throw PackException.hostile(pack, "the file " + file.name() + " is a link");
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw PackException.damaged(pack, "the file " + file.name() + " is missing");
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw PackException.hostile(pack, "the file " + file.name() + " is not a plain file");
        }
        if (Files.size(path) != file.bytes()) {
            throw PackException.damaged(
                    pack, "the file " + file.name() + " has " + Files.size(path) + " bytes instead of " + file.bytes());
        }
        return Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS);
    }
}
