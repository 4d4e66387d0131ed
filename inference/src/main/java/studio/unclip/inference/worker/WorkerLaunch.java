package studio.unclip.inference.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import studio.unclip.inference.api.Thrift;

/**
 * How a worker is started.
 *
 * @param mainClass its program, which calls {@link WorkerServer#serve}
 * @param heapBytes most Java heap; the model's memory is beside it
 * @param options further options of its JVM
 * @param crashFile where a crash of its JVM is described; empty: nowhere
 * @param settings handed to {@link WorkerServer.Opener}
 */
public record WorkerLaunch(
        String mainClass,
        long heapBytes,
        List<String> options,
        Optional<Path> crashFile,
        Map<String, String> settings) {

    /** Options that come with the environment are meant for this process: a debugger's port can be taken only once. */
    private static final List<String> NOT_INHERITED = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");

    /** The setting how plans are made, a name of {@link Thrift}; the opener heeds it. Not said: {@link Thrift#NONE}. */
    public static final String THRIFT = "thrift";

    public WorkerLaunch {
        options = List.copyOf(options);
        settings = Map.copyOf(settings);
    }

    /** The same with plans made so. */
    WorkerLaunch saving(Thrift thrift) {
        Map<String, String> lean = new TreeMap<>(settings);
        lean.put(THRIFT, thrift.name());
        return new WorkerLaunch(mainClass, heapBytes, options, crashFile, lean);
    }

    /** With this process's Java, class path and temporary folder; nothing that can grow long is on the command line. */
    ProcessBuilder builder() {
        Path home = Path.of(System.getProperty("java.home"));
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(List.of(
                "-Xms16m",
                "-Xmx" + (heapBytes >> 20) + "m",
                "-XX:+UseSerialGC",
                // One way out of memory that is too small: the process ends, and its parent says so.
                "-XX:+ExitOnOutOfMemoryError",
                // Standard output is the wire: whatever the JVM has to say goes elsewhere.
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                // No files beside our own: neither for tools that look on, nor of a crash.
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-CreateCoredumpOnCrash",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.add(crashFile.map(file -> "-XX:ErrorFile=" + file).orElse("-XX:+SuppressFatalErrorMessage"));
        command.addAll(options);
        command.add(mainClass);
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        Map<String, String> environment = builder.environment();
        NOT_INHERITED.forEach(environment::remove);
        environment.put("CLASSPATH", classPath());
        // ONNX Runtime calls home otherwise; read when its library is loaded.
        environment.put("ORT_DISABLE_TELEMETRY", "1");
        return builder;
    }

    /** Ours, made absolute: the worker stands in another folder, so that it keeps none busy. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
