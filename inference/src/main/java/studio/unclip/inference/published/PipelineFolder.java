package studio.unclip.inference.published;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import studio.unclip.inference.pack.FileNames;
import studio.unclip.inference.pack.JsonAt;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.StrictJson;

/**
 * A folder as diffusers saves a pipeline: {@code model_index.json} and sub-folders. No link leads out of it, except into the
 * store beside a snapshot of Hugging Face's cache, whose snapshots are made of such links.
 */
final class PipelineFolder {

    private static final String INDEX = "model_index.json";
    /** Of tokenizers: 50,000 merges take a few megabytes. */
    private static final int MAX_TEXT = 32 << 20;

    private final String name;
    private final Path root;
    private final String pipeline;

    private PipelineFolder(String name, Path root, String pipeline) {
        this.name = name;
        this.root = root;
        this.pipeline = pipeline;
    }

    /**
     * Looks what the folder holds.
     *
     * @throws PackException if it is not a pipeline's
     */
    static PipelineFolder open(Path folder) throws PackException {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String name = last == null ? folder.toString() : last.toString();
        if (!Files.isDirectory(folder)) {
            throw Problems.missing(name, "there is no folder " + folder, "Check the path");
        }
        try {
            PipelineFolder unread = new PipelineFolder(name, folder.toRealPath(), "");
            if (!Files.exists(unread.root.resolve(INDEX), LinkOption.NOFOLLOW_LINKS)) {
                throw Problems.missing(
                        name,
                        "there is no " + INDEX + " in it",
                        "Give the folder of a whole pipeline as diffusers saves it, with its sub-folders");
            }
            return new PipelineFolder(
                    name, unread.root, unread.json(INDEX).field("_class_name").text(128));
        } catch (IOException e) {
            throw PackException.io(name, e);
        }
    }

    /** The folder's own name, for messages. */
    String name() {
        return name;
    }

    /** Where it lies, links resolved. */
    Path root() {
        return root;
    }

    /** The class that {@code model_index.json} names. */
    String pipeline() {
        return pipeline;
    }

    /** Whether there is such a file. */
    boolean has(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Names in a sub-folder; empty if there is none. */
    List<String> names(String path) throws PackException {
        if (!Files.isDirectory(root.resolve(path))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(root.resolve(path))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw PackException.io(name, e);
        }
    }

    /**
     * A file's place on the disk, no link.
     *
     * @param path inside the folder, with slashes
     * @throws PackException if it is not there, leads out of the folder or is no plain file
     */
    Path file(String path) throws PackException {
        Path file = root.resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw Problems.incomplete(name, "the file " + path + " is missing");
        }
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(root) && !isInStore(real)) {
                throw Problems.hostile(name, path + " is a link that leads out of the folder");
            }
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
                throw Problems.hostile(name, path + " is not a plain file");
            }
            return real;
        } catch (java.nio.file.NoSuchFileException e) {
            throw Problems.incomplete(name, path + " is a link to nothing");
        } catch (IOException e) {
            throw PackException.io(name, e);
        }
    }

    /** Reads a JSON file. */
    JsonAt json(String path) throws PackException {
        return new StrictJson().read(name, path, bytes(path));
    }

    /** Reads a small file. */
    byte[] bytes(String path) throws PackException {
        try (InputStream in = Files.newInputStream(file(path), LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(MAX_TEXT + 1);
            if (bytes.length > MAX_TEXT) {
                throw Problems.hostile(name, path + " is larger than " + MAX_TEXT + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw PackException.io(name, e);
        }
    }

    /** {@code models--OWNER--NAME/snapshots/REVISION} is made of links into {@code models--OWNER--NAME/blobs}. */
    private boolean isInStore(Path real) {
        Path snapshots = root.getParent();
        return snapshots != null
                && snapshots.getParent() != null
                && snapshots.endsWith("snapshots")
                && real.startsWith(snapshots.resolveSibling("blobs"));
    }

    /** A name from one of its files, as it may be shown. */
    static String shown(String text) {
        return FileNames.shown(text);
    }
}
