package studio.unclip.inference.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a worker asks of the system about itself. */
final class OwnProcess {
    private static final Logger LOG = LoggerFactory.getLogger(OwnProcess.class);

    /** Between 0 (as others) and 19: gives way to the window, and gets the rest of the processor. */
    private static final int NICE = 10;

    private static final int PRIO_PROCESS = 0;

    /** Of setpriority: the calling thread, or where threads have no priority of their own, the process. */
    private static final int OWN = 0;

    private static final int BELOW_NORMAL_PRIORITY_CLASS = 0x4000;

    private OwnProcess() {}

    /**
     * Lowers this process's priority. On Linux that of each thread there is and of all they start from now on: to be called
     * first of all. What fails is logged only.
     */
    static void lowerPriority() {
        try {
            if (isWindows()) {
                MethodHandle set = windows("SetPriorityClass", JAVA_INT, ADDRESS, JAVA_INT);
                int _ = (int) set.invokeExact(windowsSelf(), BELOW_NORMAL_PRIORITY_CLASS);
            } else {
                MethodHandle set = posix("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
                for (int thread : threads()) {
                    int _ = (int) set.invokeExact(PRIO_PROCESS, thread, NICE);
                }
            }
        } catch (Throwable e) {
            // A method handle may throw anything.
            LOG.warn("the priority was not lowered", e);
        }
    }

    /**
     * Ends this process now: no hook is run, no thread waited for, no destructor of a native library that other threads
     * are inside of. Does not return.
     */
    static void end(int code) {
        try {
            if (isWindows()) {
                MethodHandle terminate = windows("TerminateProcess", JAVA_INT, ADDRESS, JAVA_INT);
                int _ = (int) terminate.invokeExact(windowsSelf(), code);
            } else {
                posix("_exit", FunctionDescriptor.ofVoid(JAVA_INT)).invokeExact(code);
            }
        } catch (Throwable e) {
            LOG.warn("the process was not ended directly", e);
        }
        Runtime.getRuntime().halt(code);
    }

    /**
     * Takes standard output away from everybody else: what native code or the JVM print goes to stderr from now on.
     *
     * @param standard standard output as it is
     * @return where it led; the same stream where it cannot be taken away
     */
    static OutputStream takeOutput(OutputStream standard) {
        if (isWindows()) {
            return standard;
        }
        try {
            OutputStream taken = new FileOutputStream("/dev/fd/1");
            MethodHandle dup2 = posix("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
            int _ = (int) dup2.invokeExact(2, 1);
            return taken;
        } catch (Throwable e) {
            LOG.warn("standard output stays as it is", e);
            return standard;
        }
    }

    /** On Linux each has a priority of its own, also the JVM's compilers, which are at work before any of ours. */
    private static List<Integer> threads() throws IOException {
        Path tasks = Path.of("/proc/self/task");
        if (!Files.isDirectory(tasks)) {
            return List.of(OWN);
        }
        try (Stream<Path> all = Files.list(tasks)) {
            return all.map(task -> Integer.parseInt(task.getFileName().toString()))
                    .toList();
        }
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").startsWith("Windows");
    }

    private static MemorySegment windowsSelf() throws Throwable {
        return (MemorySegment) windows("GetCurrentProcess", ADDRESS).invokeExact();
    }

    @SuppressWarnings("restricted") // Java has no calls of its own for what this class does.
    private static MethodHandle windows(String function, MemoryLayout result, MemoryLayout... arguments) {
        SymbolLookup kernel = SymbolLookup.libraryLookup("kernel32", Arena.global());
        return Linker.nativeLinker()
                .downcallHandle(kernel.findOrThrow(function), FunctionDescriptor.of(result, arguments));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle posix(String function, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), type);
    }
}
