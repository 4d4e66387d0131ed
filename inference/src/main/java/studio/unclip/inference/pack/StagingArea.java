package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The hidden folders of a packs directory: packs being put together, and packs being replaced. Used under the
 * {@link StoreLock}, so whatever lies about when a new piece of work begins was left by a process that died.
 */
final class StagingArea {

    private static final String STAGING = ".staging-";
    private static final String REPLACED = ".replaced-";
    private static final String REMOVED = ".removed-";
    private static final String PARTIAL = ".partial-";

    private final Path directory;

    StagingArea(Path directory) {
        this.directory = directory;
    }

    /** Deletes what a dead process left, and puts back a pack it was about to replace. */
    void sweep() throws IOException {
        for (Path path : hidden()) {
            String name = path.getFileName().toString();
            if (name.startsWith(REPLACED)) {
                Path target = directory.resolve(name.substring(REPLACED.length()));
                if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
                    continue;
                }
            }
            delete(path);
        }
    }

    /** Whether a dead process left this pack half replaced. */
    boolean isHalfReplaced(String id) {
        return !Files.exists(directory.resolve(id), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(directory.resolve(REPLACED + id), LinkOption.NOFOLLOW_LINKS);
    }

    /** A new empty folder beside the packs. */
    Path create() throws IOException {
        return Files.createTempDirectory(directory, STAGING);
    }

    /** Where copies of large files of this pack wait to be finished; unlike the others it outlives its process. */
    Path partial(String id) {
        return directory.resolve(PARTIAL + id);
    }

    /** Makes a finished folder the pack of this id; an older one goes away only when the new one is in place. */
    void swapIn(Path finished, String id) throws IOException {
        Path target = directory.resolve(id);
        Path replaced = directory.resolve(REPLACED + id);
        boolean old = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
        if (old) {
            Files.move(target, replaced, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (old) {
                Files.move(replaced, target, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        if (old) {
            delete(replaced);
        }
    }

    /** Takes a pack away: at once for everyone who looks, then from the disk. */
    void swapOut(String id) throws IOException {
        Path removed = Files.createTempDirectory(directory, REMOVED);
        Files.move(directory.resolve(id), removed.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        delete(removed);
    }

    /** Deletes a folder and all in it, following no link. Does nothing if it is not there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private List<Path> hidden() throws IOException {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(path -> {
                        String name = path.getFileName().toString();
                        return name.startsWith(STAGING) || name.startsWith(REPLACED) || name.startsWith(REMOVED);
                    })
                    .toList();
        }
    }
}
