package studio.unclip.inference.onnx;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * ONNX Runtime's WebGPU plug-in, by which graphics cards of all makers run graphs, as a person adds it: out of the wheel
 * {@code onnxruntime-ep-webgpu} (a zip archive; no Python is needed), checked by pinned sums, kept in a folder of theirs.
 *
 * <p>A kept plug-in is complete or not there: it is filled under another name and renamed. It is checked again whenever it
 * is asked for. Safe for threads and for several processes.
 */
public final class WebGpuPlugin {
    /** The one version that is taken. */
    public static final String VERSION = PluginFiles.VERSION;

    /** The command that fetches the wheel for the machine it is typed on. */
    public static final String FETCH = "pip download onnxruntime-ep-webgpu==" + VERSION + " --no-deps";

    private static final String KEPT = "webgpu-";
    private static final String UNFINISHED = "unfinished-";
    private static final Pattern METADATA =
            Pattern.compile(Pattern.quote(PluginFiles.PACKAGE) + "-([^/]{1,40})\\.dist-info/METADATA");

    private static final Duration LEFT_OVER = Duration.ofDays(1);

    /** Twice the largest wheel. */
    private static final long MOST_BYTES = 32L << 20;

    private final Path folder;
    private final Optional<Path> bundled;
    private final String platform;
    private final List<PluginFiles> published;

    /**
     * @param folder for plug-ins of devices; created with the first
     * @param bundled such a folder that came with the program and is only read: what lies there is used unless the person
     *     has added one
     */
    public WebGpuPlugin(Path folder, Optional<Path> bundled) {
        this(folder, bundled, NativeLibraries.platform(), PluginFiles.PUBLISHED);
    }

    WebGpuPlugin(Path folder, Optional<Path> bundled, String platform, List<PluginFiles> published) {
        this.folder = folder;
        this.bundled = bundled;
        this.platform = platform;
        this.published = published;
    }

    /** What was given is not the plug-in; nothing was kept. The message is a sentence or two for a person. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /** Whether it was published for this platform. */
    public boolean isPublishedHere() {
        return ours().isPresent();
    }

    /** Whether something is kept or bundled, whole or not. */
    public boolean isThere() {
        return homes().stream().anyMatch(Files::isDirectory);
    }

    /**
     * The library, if all files of the plug-in are there and are the published ones; some 20 ms.
     *
     * @throws IOException if they cannot be read
     */
    public Optional<Path> kept() throws IOException {
        Optional<PluginFiles> ours = ours();
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        for (Path home : homes()) {
            if (isIn(home, ours.get())) {
                return Optional.of(home.resolve(ours.get().library().name()).toAbsolutePath());
            }
        }
        return Optional.empty();
    }

    /**
     * Takes the plug-in out of its wheel. What was kept before is replaced, and plug-ins of other versions go.
     *
     * @return the library
     * @throws RefusedException if the file is not the wheel of this version for this platform
     * @throws IOException if it cannot be read, or the folder not be written
     */
    public Path add(Path wheel) throws RefusedException, IOException {
        PluginFiles ours = ours().orElseThrow(
                        () -> new RefusedException("There is no WebGPU plug-in for this system (" + platform + ")."));
        String name = String.valueOf(wheel.getFileName());
        if (!Files.isRegularFile(wheel)) {
            throw new RefusedException("There is no file " + wheel + ". The wheel is fetched by: " + FETCH);
        }
        if (Files.size(wheel) > MOST_BYTES) {
            throw new RefusedException(noWheel(name));
        }
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            checkVersion(zip, name);
            checkPlatform(zip, name, ours);
            return keep(zip, name, ours);
        } catch (ZipException | EOFException e) {
            throw new RefusedException(noWheel(name));
        }
    }

    /**
     * Deletes what is kept.
     *
     * @return whether there was something
     * @throws IOException if it cannot be deleted; on Windows while a process uses it
     */
    public boolean remove() throws IOException {
        boolean found = false;
        for (Path one : folders(KEPT)) {
            LibraryFolders.delete(one);
            if (Files.exists(one)) {
                throw new FileSystemException(one.toString(), null, "it is in use; close the studio first");
            }
            found = true;
        }
        folders(UNFINISHED).forEach(LibraryFolders::delete);
        return found;
    }

    private Optional<PluginFiles> ours() {
        return PluginFiles.of(platform, published);
    }

    private Path home() {
        return folder.resolve(KEPT + VERSION);
    }

    /** Where it may lie; the person's comes first. */
    private List<Path> homes() {
        return Stream.concat(Stream.of(home()), bundled.stream().map(there -> there.resolve(KEPT + VERSION)))
                .toList();
    }

    private static boolean isIn(Path home, PluginFiles files) throws IOException {
        for (PluginFiles.Pinned file : files.files()) {
            if (!file.is(home.resolve(file.name()))) {
                return false;
            }
        }
        return true;
    }

    private static void checkVersion(ZipFile zip, String name) throws RefusedException {
        String version = zip.stream()
                .map(entry -> METADATA.matcher(entry.getName()))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new RefusedException(noWheel(name)));
        if (!version.equals(VERSION)) {
            throw new RefusedException(name + " is version " + version.replaceAll("[^0-9A-Za-z.+!_-]", "?")
                    + " of the plug-in, and this program takes " + VERSION
                    + " only, with which it was tested. Fetch it by: " + FETCH);
        }
    }

    private void checkPlatform(ZipFile zip, String name, PluginFiles ours) throws RefusedException {
        if (claims(zip, ours)) {
            return;
        }
        for (PluginFiles other : published) {
            if (claims(zip, other)) {
                throw new RefusedException(name + " is the plug-in for " + other.title() + ", and this is "
                        + ours.title() + ". Typed on this machine, this fetches the right one: " + FETCH);
            }
        }
        throw new RefusedException(changed(name, ours.library().name()));
    }

    /** By name and size; the sum is looked at when it is read. */
    private static boolean claims(ZipFile zip, PluginFiles files) {
        ZipEntry entry = zip.getEntry(files.library().entry());
        return entry != null && entry.getSize() == files.library().bytes();
    }

    private Path keep(ZipFile zip, String name, PluginFiles ours) throws RefusedException, IOException {
        Files.createDirectories(folder);
        sweep();
        Path unfinished = Files.createDirectory(folder.resolve(UNFINISHED + UUID.randomUUID()));
        try {
            for (PluginFiles.Pinned file : ours.files()) {
                take(zip, name, file, unfinished.resolve(file.name()));
            }
            if (!isIn(home(), ours)) {
                replace(unfinished, ours);
            }
        } finally {
            LibraryFolders.delete(unfinished);
        }
        for (Path other : folders(KEPT)) {
            if (!other.equals(home())) {
                LibraryFolders.delete(other);
            }
        }
        return home().resolve(ours.library().name()).toAbsolutePath();
    }

    private static void take(ZipFile zip, String name, PluginFiles.Pinned file, Path target)
            throws RefusedException, IOException {
        ZipEntry entry = zip.getEntry(file.entry());
        if (entry == null) {
            throw new RefusedException(changed(name, file.name()));
        }
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            if (!file.copy(in, out)) {
                throw new RefusedException(changed(name, file.name()));
            }
        }
    }

    private void replace(Path unfinished, PluginFiles ours) throws IOException {
        try {
            LibraryFolders.delete(home());
            Files.move(unfinished, home(), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was quicker, or what is there is in use and damaged.
            if (!isIn(home(), ours)) {
                throw e;
            }
        }
    }

    /** What processes that were killed have left a day ago. */
    private void sweep() throws IOException {
        for (Path left : folders(UNFINISHED)) {
            if (Files.getLastModifiedTime(left)
                    .toInstant()
                    .isBefore(Instant.now().minus(LEFT_OVER))) {
                LibraryFolders.delete(left);
            }
        }
    }

    private List<Path> folders(String beginning) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, beginning + "*")) {
            List<Path> folders = new ArrayList<>();
            found.forEach(folders::add);
            return folders;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private static String noWheel(String name) {
        return name + " is not the plug-in's wheel, or was not fetched whole. Fetch it by: " + FETCH;
    }

    private static String changed(String name, String file) {
        return name + " is not as it was published: its file " + file
                + " is another one. Nothing of it was kept. Fetch it again: " + FETCH;
    }
}
