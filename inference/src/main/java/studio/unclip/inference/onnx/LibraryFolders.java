package studio.unclip.inference.onnx;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where native libraries lie as files. Left to itself ONNX Runtime unpacks them (30 MB) into a new folder of the
 * temporary folder at every start, and whoever is killed leaves them there; here they are unpacked once and kept.
 *
 * <p>A kept folder is complete or not there: it is filled under another name and renamed. Several processes may do that at
 * the same instant: one wins, the others use its folder.
 */
final class LibraryFolders {
    private static final Logger LOG = LoggerFactory.getLogger(LibraryFolders.class);

    private static final String UNFINISHED = "unfinished-";
    private static final String TEMPORARY = "unclip-libraries";

    /** What ONNX Runtime itself leaves in the temporary folder, and what we do where libraries cannot be kept. */
    private static final String LEFTOVERS = "(onnxruntime-java|" + TEMPORARY + ")\\d+";

    /** Libraries nothing has used for so long belong to a version that is gone. */
    private static final Duration KEPT_UNUSED = Duration.ofDays(30);

    /** Whatever was unpacked was loaded, or given up, long before. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    private final NativeLibraries libraries;
    private final Instant now;

    LibraryFolders(NativeLibraries libraries, Instant now) {
        this.libraries = libraries;
        this.now = now;
    }

    /**
     * The folder under {@code cache} that holds the libraries; unpacks them where it does not yet.
     *
     * @throws IOException if it does not and cannot be made to
     */
    Path keptUnder(Path cache) throws IOException {
        Path folder = cache.resolve(libraries.name());
        if (!libraries.areIn(folder)) {
            Files.createDirectories(cache);
            Path unfinished = Files.createDirectory(cache.resolve(UNFINISHED + UUID.randomUUID()));
            try {
                libraries.unpackInto(unfinished);
                rename(unfinished, folder);
            } finally {
                delete(unfinished);
            }
        }
        markUsed(folder);
        return folder;
    }

    /** A new folder with the libraries, to be deleted as soon as they are loaded. */
    Path temporaryUnder(Path folder) throws IOException {
        Path temporary = Files.createTempDirectory(folder, TEMPORARY);
        libraries.unpackInto(temporary);
        return temporary;
    }

    /** Deletes libraries nothing has used for a month, and half-filled folders of a day ago. */
    void sweepCache(Path cache) {
        sweep(cache, folder -> {
            String name = folder.getFileName().toString();
            Duration kept = name.startsWith(UNFINISHED) ? LEFT_OVER : KEPT_UNUSED;
            return !name.equals(libraries.name()) && isOlder(folder, kept);
        });
    }

    /** Deletes what killed processes left a day ago, if there is nothing in it but libraries of the runtime. */
    void sweepTemporary(Path temporary) {
        Set<String> names =
                libraries.files().stream().map(NativeLibraries.Library::name).collect(Collectors.toSet());
        sweep(
                temporary,
                folder -> folder.getFileName().toString().matches(LEFTOVERS)
                        && isOlder(folder, LEFT_OVER)
                        && holdsOnly(folder, names));
    }

    /** Deletes a folder with its files; what the system refuses stays for the next sweep. */
    static void delete(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // As a rule: loaded by a process on Windows.
            LOG.info("{} stays: {}", folder, e.toString());
        }
    }

    private void rename(Path unfinished, Path folder) throws IOException {
        try {
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (libraries.areIn(folder)) {
                return;
            }
            // Half gone, or changed. A process that has loaded them keeps what it has loaded.
            delete(folder);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void markUsed(Path folder) {
        try {
            Files.setLastModifiedTime(folder, FileTime.from(now));
        } catch (IOException e) {
            LOG.info("{} cannot be marked as used: {}", folder, e.toString());
        }
    }

    @FunctionalInterface
    private interface Condition {
        boolean holdsFor(Path folder) throws IOException;
    }

    private static void sweep(Path parent, Condition condition) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
            for (Path folder : folders) {
                if (condition.holdsFor(folder)) {
                    delete(folder);
                }
            }
        } catch (IOException e) {
            LOG.info("{} was not swept: {}", parent, e.toString());
        }
    }

    private boolean isOlder(Path folder, Duration age) throws IOException {
        return Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
                .toInstant()
                .isBefore(now.minus(age));
    }

    private static boolean holdsOnly(Path folder, Set<String> names) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!names.contains(file.getFileName().toString())) {
                    return false;
                }
            }
            return true;
        }
    }
}
