package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries of one platform inside ONNX Runtime's jar.
 *
 * @param jar where they are
 * @param version the runtime's
 * @param files at least one
 */
record NativeLibraries(Path jar, String version, List<Library> files) {

    private static final String IN_JAR = "ai/onnxruntime/native/";

    /**
     * @param entry its name in the jar
     * @param name its file's name
     * @param bytes its size
     * @param checkSum its CRC-32
     */
    record Library(String entry, String name, long bytes, long checkSum) {}

    /** Those this process would load. No class of the runtime is initialised by asking. */
    static NativeLibraries ofThisProcess() throws IOException {
        try {
            Path jar = Path.of(OrtEnvironment.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String version = OrtEnvironment.class.getPackage().getImplementationVersion();
            return in(jar, platform(), String.valueOf(version));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /**
     * @param platform the name of the folder in the jar, as {@code linux-x64}
     * @throws IOException if there is no such jar, or it has nothing for the platform
     */
    static NativeLibraries in(Path jar, String platform, String version) throws IOException {
        String folder = IN_JAR + platform + "/";
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<Library> files = zip.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder))
                    // Deeper ones hold what debuggers want.
                    .filter(entry -> entry.getName().indexOf('/', folder.length()) < 0)
                    .map(entry -> library(entry, folder))
                    .toList();
            if (files.isEmpty()) {
                throw new IOException(jar + " has no libraries for " + platform);
            }
            return new NativeLibraries(jar, version, files);
        }
    }

    private static Library library(ZipEntry entry, String folder) {
        return new Library(
                entry.getName(), entry.getName().substring(folder.length()), entry.getSize(), entry.getCrc());
    }

    /** This process's, as ONNX Runtime names it: {@code linux-x64}, {@code osx-aarch64}… */
    static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String os = system.startsWith("windows") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch");
        return os + "-" + (machine.equals("amd64") || machine.equals("x86_64") ? "x64" : machine);
    }

    /** The version and a check sum of all files: two builds of one version have two names. */
    String name() {
        CRC32 all = new CRC32();
        for (Library library : files) {
            all.update((library.name() + library.checkSum()).getBytes(StandardCharsets.UTF_8));
        }
        return version + "-" + HexFormat.of().toHexDigits((int) all.getValue());
    }

    /** Whether the folder holds all of them, byte for byte (a few milliseconds: CRC-32 has instructions of its own). */
    boolean areIn(Path folder) throws IOException {
        for (Library library : files) {
            Path file = folder.resolve(library.name());
            if (!Files.isRegularFile(file)
                    || Files.size(file) != library.bytes()
                    || checkSum(file) != library.checkSum()) {
                return false;
            }
        }
        return true;
    }

    /** @param folder exists and holds none of them */
    void unpackInto(Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (Library library : files) {
                try (InputStream in = zip.getInputStream(zip.getEntry(library.entry()))) {
                    Files.copy(in, folder.resolve(library.name()));
                }
            }
        }
    }

    private static long checkSum(Path file) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
            in.transferTo(OutputStream.nullOutputStream());
            return in.getChecksum().getValue();
        }
    }
}
