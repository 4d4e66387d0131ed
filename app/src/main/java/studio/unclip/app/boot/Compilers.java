package studio.unclip.app.boot;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM's optimising compiler, which in a program's first minutes takes a processor for itself: beside a window that is
 * painted on one of two, it gives way to that, and the engine's process to both. Linux, where each thread has a priority of
 * its own; elsewhere nothing is done. Any thread.
 */
final class Compilers {
    private static final Logger LOG = LoggerFactory.getLogger(Compilers.class);

    private static final Path THREADS = Path.of("/proc/self/task");

    /** How its threads' names begin; one that is started later is started by one of them, and is as nice. */
    private static final String OPTIMISING = "C2 ";

    private static final int PRIO_PROCESS = 0;

    /** Between 0 (the window) and the engine's 10. */
    private static final int NICE = 5;

    private Compilers() {}

    @SuppressWarnings("restricted") // One call into C, of which nothing is read or written.
    static void giveWay() {
        if (!Files.isDirectory(THREADS)) {
            return;
        }
        try {
            Linker linker = Linker.nativeLinker();
            MethodHandle set = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("setpriority"),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            for (Path thread : optimising()) {
                int _ = (int) set.invokeExact(
                        PRIO_PROCESS, Integer.parseInt(thread.getFileName().toString()), NICE);
            }
        } catch (Throwable e) {
            // A method handle may throw anything.
            LOG.warn("the compiler's priority was not lowered", e);
        }
    }

    /** Their folders, each named by a thread's number. */
    static List<Path> optimising() throws IOException {
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.filter(Compilers::optimises).toList();
        }
    }

    private static boolean optimises(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).startsWith(OPTIMISING);
        } catch (IOException e) {
            return false; // It has ended meanwhile.
        }
    }
}
