package studio.unclip.inference.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with native libraries of ONNX Runtime that a person brings along, to be used in place of those in its jar: for
 * DirectML, which no jar has, or for CUDA in an installed program. The folder stays where it is; kept is a list of its
 * libraries as they were when it was added.
 *
 * <p>What is in it becomes a part of the process. So it is tried in a process of its own before it is taken, it must be
 * the very version of the runtime that this program is made for, and it is compared with the list whenever it is to be
 * used: by size and time, and by its sums where those differ. Safe for threads.
 */
public final class RuntimeFolder {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeFolder.class);

    private static final String LIST = "runtime.txt";
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(dll|dylib|so)(\\.[0-9.]+)?");

    /** Of a folder with CUDA and cuDNN in it, three times over. */
    private static final int MOST_LIBRARIES = 100;

    private final Path home;
    private final RuntimeTrial trial;

    /** @param home where the list is kept; created with it */
    public RuntimeFolder(Path home) {
        this(home, RuntimeTrial.ofThisProcess());
    }

    RuntimeFolder(Path home, RuntimeTrial trial) {
        this.home = home;
        this.trial = trial;
    }

    /** What was given cannot be used; all is as it was. The message is a sentence or two for a person. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    /**
     * A folder that was added.
     *
     * @param folder where it is
     * @param problem why it is not used: a sentence or two; empty if it is used
     */
    public record Kept(Path folder, Optional<String> problem) {}

    /** @param modified in milliseconds since 1970 */
    private record Library(String name, long bytes, long modified, String sha256) {
        private String line() {
            return sha256 + "\t" + bytes + "\t" + modified + "\t" + name;
        }

        private static Library of(String line) throws IOException {
            String[] parts = line.split("\t", 4);
            if (parts.length < 4) {
                throw new IOException("not a line of the list: " + line);
            }
            try {
                return new Library(parts[3], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[0]);
            } catch (NumberFormatException e) {
                throw new IOException("not a line of the list: " + line, e);
            }
        }

        private boolean isIn(Path folder) throws IOException {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file)
                    && Files.size(file) == bytes
                    && (timeOf(file) == modified || sumOf(file).equals(sha256));
        }
    }

    /**
     * Tries a folder and takes it, in place of an earlier one; a minute at most.
     *
     * @return what the runtime in it can run on, as it names it
     * @throws RefusedException if it cannot be used here
     * @throws IOException if it cannot be read, or the list not be written
     */
    public List<String> add(Path folder) throws RefusedException, IOException {
        Path whole = folder.toAbsolutePath().normalize();
        for (String needed : List.of("onnxruntime", "onnxruntime4j_jni")) {
            String name = System.mapLibraryName(needed);
            if (!Files.isRegularFile(whole.resolve(name))) {
                throw new RefusedException("There is no " + name + " in " + whole + ". The folder needs ONNX Runtime's"
                        + " libraries and the one by which Java calls them; docs/devices.md says where they are from.");
            }
        }
        List<Library> libraries = libraries(whole);
        RuntimeTrial.Found found = trial.of(whole);
        String ours = NativeLibraries.ofThisProcess().version();
        if (!found.version().equals(ours)) {
            throw new RefusedException("The libraries in " + whole + " are of ONNX Runtime " + found.version()
                    + ", and this program takes " + ours + " only, for which it was made.");
        }
        write(whole, libraries);
        return found.providers();
    }

    /** The folder that was added; empty if none was. */
    public Optional<Kept> kept() {
        try {
            List<String> lines = Files.readAllLines(list(), StandardCharsets.UTF_8);
            Path folder = Path.of(lines.getFirst());
            return Optional.of(new Kept(folder, problem(folder, lines)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} was not understood", list(), e);
            return Optional.of(new Kept(list(), Optional.of("The list of added libraries cannot be read." + again())));
        }
    }

    /** The folder that is to be used. */
    Optional<Path> sound() {
        Optional<Kept> kept = kept();
        kept.flatMap(Kept::problem).ifPresent(LOG::warn);
        return kept.filter(one -> one.problem().isEmpty()).map(Kept::folder);
    }

    /**
     * Forgets the folder and leaves it alone.
     *
     * @return whether there was one
     * @throws IOException if the disk refuses
     */
    public boolean remove() throws IOException {
        return Files.deleteIfExists(list());
    }

    private Path list() {
        return home.resolve(LIST);
    }

    private static Optional<String> problem(Path folder, List<String> lines) {
        try {
            for (String line : lines.subList(1, lines.size())) {
                Library library = Library.of(line);
                if (!library.isIn(folder)) {
                    return Optional.of("The file " + library.name() + " in " + folder
                            + " is not as it was when the folder was added, so ONNX Runtime's own libraries are used."
                            + again());
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The folder " + folder + " cannot be read (" + e.getMessage()
                    + "), so ONNX Runtime's own libraries are used." + again());
        }
    }

    private static String again() {
        return " Add the folder again: unclip devices add FOLDER";
    }

    private static List<Library> libraries(Path folder) throws RefusedException, IOException {
        List<Library> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Files.isRegularFile(file) && LIBRARY.matcher(name).matches()) {
                    if (all.size() == MOST_LIBRARIES) {
                        throw new RefusedException("There are more than " + MOST_LIBRARIES + " libraries in " + folder
                                + ". Put those of ONNX Runtime into a folder of their own.");
                    }
                    all.add(new Library(name, Files.size(file), timeOf(file), sumOf(file)));
                }
            }
        }
        return all;
    }

    /** As a whole or not at all. */
    private void write(Path folder, List<Library> libraries) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(folder.toString());
        libraries.forEach(library -> lines.add(library.line()));
        Files.createDirectories(home);
        Path unfinished = Files.createTempFile(home, LIST, ".part");
        try {
            Files.write(unfinished, lines, StandardCharsets.UTF_8);
            Files.move(unfinished, list(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static long timeOf(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis();
    }

    private static String sumOf(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
