import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher scripts run where the program is not built yet, or no longer what the sources say: {@code java
 * Build.java CHECKOUT}. One start builds; others that come meanwhile wait for it. No class of the program.
 *
 * <p>Leaves in the checkout's {@code .unclip} folder: {@code java.args}, the class path as an argument file of {@code
 * java} (on the command line it would be thousands of characters); {@code built}, whose time is that of the sources
 * that were built and whose text is the checkout they were built in; {@code build.log}.
 */
final class Build {
    private static final List<String> GOALS =
            List.of("-q", "-B", "-Dmaven.test.skip=true", "-pl", "app", "-am", "package");
    private static final int LINES_SHOWN = 40;

    private final Path root;
    private final Path state;
    private final Path built;

    private Build(Path root) {
        this.root = root;
        this.state = root.resolve(".unclip");
        this.built = state.resolve("built");
    }

    /** @param arguments the checkout's folder */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(new Build(Path.of(arguments[0])).run() ? 0 : 1);
        } catch (IOException e) {
            say("cannot build in " + arguments[0] + ": " + e);
            System.exit(1);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(state);
        Optional<FileTime> before = builtAt();
        // The system takes the lock back from whoever dies.
        try (FileChannel file = FileChannel.open(
                        state.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
                FileLock _ = lock(file)) {
            boolean builtMeanwhile = !builtAt().equals(before);
            return builtMeanwhile || build();
        }
    }

    private static FileLock lock(FileChannel file) throws IOException {
        FileLock free = file.tryLock();
        if (free != null) {
            return free;
        }
        say("another start is building; waiting for it…");
        return file.lock();
    }

    private Optional<FileTime> builtAt() throws IOException {
        return Files.exists(built) ? Optional.of(Files.getLastModifiedTime(built)) : Optional.empty();
    }

    private boolean build() throws IOException, InterruptedException {
        say("building (only when sources changed; the first time also fetches libraries)…");
        // What changes while it runs is built next time.
        FileTime sources = FileTime.from(Instant.now());
        Path log = state.resolve("build.log");
        if (!maven(log)) {
            return false;
        }
        writeClassPath();
        Files.deleteIfExists(state.resolve("classes.jsa"));
        Files.deleteIfExists(state.resolve("window.jsa"));
        Path stamp = state.resolve("built.new");
        Files.writeString(stamp, root.toString());
        Files.setLastModifiedTime(stamp, sources);
        Files.move(stamp, built, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean maven(Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(isWindows() ? "mvn.cmd" : "mvn");
        builder.command().addAll(GOALS);
        builder.directory(root.toFile()).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process maven;
        try {
            maven = builder.start();
        } catch (IOException e) {
            say("Maven is needed to build. Install Maven 3.8 or newer.");
            return false;
        }
        // Ended with this process, so that it never builds on while the next start does.
        Runtime.getRuntime().addShutdownHook(new Thread(maven::destroy));
        if (maven.waitFor() == 0) {
            return true;
        }
        List<String> lines = Files.readAllLines(log, nativeEncoding());
        lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()).forEach(System.err::println);
        say("the build failed; all of it is in " + log);
        return false;
    }

    /** Options of java itself, in its syntax: inside quotes a backslash escapes. */
    private void writeClassPath() throws IOException {
        String libraries = Files.readString(root.resolve("app/target/unclip.classpath"), StandardCharsets.UTF_8);
        String classPath =
                libraries.strip() + System.getProperty("path.separator") + root.resolve("app/target/unclip-app.jar");
        String quoted = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
        Path file = state.resolve("java.args.new");
        Files.writeString(file, "-cp\n\"" + quoted + "\"\n", nativeEncoding());
        Files.move(file, state.resolve("java.args"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** In which java reads argument files, and Maven writes to a file. */
    private static Charset nativeEncoding() {
        return Charset.forName(System.getProperty("native.encoding"));
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static void say(String text) {
        System.err.println("unclip: " + text);
    }
}
