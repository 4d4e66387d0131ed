package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads ONNX Runtime's native library into this process: silent (see {@link Telemetry}) and from files that are unpacked
 * once. The first call loads, later ones find it loaded. Nothing else may touch a class of the runtime before.
 */
final class RuntimeLoader {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeLoader.class);

    /** Where the runtime looks for its libraries before it unpacks them itself. */
    private static final String PATH_PROPERTY = RuntimeLibraries.PATH_PROPERTY;

    private RuntimeLoader() {}

    /**
     * @param libraries where its libraries come from
     * @throws IllegalStateException if the runtime cannot be kept silent; it is not loaded then
     */
    static synchronized OrtEnvironment load(RuntimeLibraries libraries) throws OrtException {
        Telemetry.switchOff();
        // Before this class sets the property itself.
        boolean given = RuntimeLibraries.given();
        if (given || System.getProperty(PATH_PROPERTY) != null) {
            // Loaded already, or somebody has libraries of their own.
            return environment();
        }
        Optional<Path> added = libraries.added().flatMap(RuntimeFolder::sound);
        if (added.isPresent()) {
            return from(added.get());
        }
        try {
            LibraryFolders folders = new LibraryFolders(NativeLibraries.ofThisProcess(), Instant.now());
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            folders.sweepTemporary(temporary);
            Optional<Path> kept = libraries.cache().flatMap(folder -> kept(folders, folder));
            return kept.isPresent() ? from(kept.get()) : fromTemporary(folders, temporary);
        } catch (IOException e) {
            // No files of ours: the runtime then finds its libraries in its own way, or says that there are none.
            LOG.warn("the native libraries were not unpacked", e);
            return environment();
        }
    }

    private static Optional<Path> kept(LibraryFolders folders, Path cache) {
        try {
            Path kept = folders.keptUnder(cache);
            folders.sweepCache(cache);
            return Optional.of(kept);
        } catch (IOException e) {
            LOG.warn("the native libraries cannot be kept in {}", cache, e);
            return Optional.empty();
        }
    }

    private static OrtEnvironment fromTemporary(LibraryFolders folders, Path temporary)
            throws OrtException, IOException {
        Path unpacked = folders.temporaryUnder(temporary);
        try {
            return from(unpacked);
        } finally {
            // A loaded library needs no name any more (on Windows it does, and goes with the next day's sweep).
            LibraryFolders.delete(unpacked);
        }
    }

    private static OrtEnvironment from(Path folder) throws OrtException {
        System.setProperty(PATH_PROPERTY, folder.toString());
        return environment();
    }

    private static OrtEnvironment environment() throws OrtException {
        OrtEnvironment environment =
                OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "unclip-studio");
        // On Windows the runtime's events go to the system's tracing, and this is what ends them.
        environment.setTelemetry(false);
        deleteEmptyFolder();
        return environment;
    }

    /**
     * The runtime makes a folder in the temporary folder before it looks whether it needs one, and deletes it when the
     * process ends in order; a worker process may well be killed. Only the runtime knows the folder's name.
     */
    private static void deleteEmptyFolder() {
        try {
            Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
            folder.setAccessible(true);
            if (folder.get(null) instanceof Path empty) {
                Files.deleteIfExists(empty);
            }
        } catch (DirectoryNotEmptyException e) {
            // Then it is needed: the runtime unpacked something itself.
        } catch (ReflectiveOperationException | RuntimeException | IOException e) {
            LOG.info("an empty folder stays until the process ends: {}", e.toString());
        }
    }
}
