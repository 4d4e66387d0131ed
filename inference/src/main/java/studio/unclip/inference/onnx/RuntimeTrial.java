package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads somebody's libraries of ONNX Runtime in a process of its own and runs a graph of a few bytes: libraries that do not
 * fit take a process down rather than say so. Both sides of it are here.
 *
 * @param java the program
 * @param classPath of this program
 * @param patience for how long it is waited for
 */
record RuntimeTrial(Path java, String classPath, Duration patience) {
    private static final Logger LOG = LoggerFactory.getLogger(RuntimeTrial.class);

    private static final String VERSION = "version ";
    private static final String PROVIDER = "provider ";
    private static final String REFUSED = "refused ";
    private static final int MOST_BYTES = 1 << 16;

    /** With this process's Java. */
    static RuntimeTrial ofThisProcess() {
        return new RuntimeTrial(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Duration.ofMinutes(1));
    }

    /**
     * What is there.
     *
     * @param version ONNX Runtime's
     * @param providers on what it can run graphs, as it names it
     */
    record Found(String version, List<String> providers) {}

    /** @throws RuntimeFolder.RefusedException if the libraries in the folder do not work here */
    Found of(Path folder) throws RuntimeFolder.RefusedException, IOException {
        List<String> said = said(folder);
        List<String> refusals = after(REFUSED, said);
        List<String> versions = after(VERSION, said);
        if (refusals.isEmpty() && versions.size() == 1) {
            return new Found(versions.getFirst(), after(PROVIDER, said));
        }
        String why = refusals.isEmpty() ? "they end the process that loads them" : refusals.getFirst();
        throw new RuntimeFolder.RefusedException(
                "The libraries in " + folder + " do not work on this system: " + why + ".");
    }

    private static List<String> after(String word, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }

    private List<String> said(Path folder) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        java.toString(),
                        "-XX:-UsePerfData",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:+SuppressFatalErrorMessage",
                        "--enable-native-access=ALL-UNNAMED",
                        "-D" + RuntimeLibraries.PATH_PROPERTY + "=" + folder,
                        RuntimeTrial.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", absolute(classPath));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return List.of(REFUSED + "they did not answer for " + patience.toSeconds() + " seconds");
            }
            // What it says is far less than a pipe holds, so it never waits for us.
            byte[] all = process.getInputStream().readNBytes(MOST_BYTES);
            LOG.info("the trial of {} ended with {}", folder, process.exitValue());
            return new String(all, StandardCharsets.UTF_8).lines().toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(REFUSED + "the trial was ended");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The other side: loads, tries, tells. */
    public static void main(String[] arguments) {
        // Whatever else is printed begins with none of our words.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            OnnxRuntime runtime = OnnxRuntime.start(RuntimeOptions.defaults().withThreads(1));
            runtime.probe();
            OrtEnvironment.getAvailableProviders().forEach(one -> out.println(PROVIDER + one.getName()));
            out.println(VERSION + runtime.version());
        } catch (InferenceException e) {
            out.println(REFUSED + e.getMessage().lines().findFirst().orElse("no reason is told"));
        }
    }
}
