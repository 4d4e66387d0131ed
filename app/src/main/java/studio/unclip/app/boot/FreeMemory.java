package studio.unclip.app.boot;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives memory that this process holds but does not use back to the system: what the collector can free of the heap, and
 * what glibc keeps of freed native memory. Takes some tenths of a second; for a window that is idle. Thread-safe.
 */
final class FreeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(FreeMemory.class);

    private FreeMemory() {}

    @SuppressWarnings("restricted") // One call into C, of which nothing is read or written.
    static void giveBack() {
        // What a collection frees goes back to the system soon after, and nothing else asks for one when idle.
        System.gc();
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> trim = linker.defaultLookup().find("malloc_trim");
        if (trim.isEmpty()) {
            return; // Not glibc: its heap gives back by itself.
        }
        MethodHandle mallocTrim =
                linker.downcallHandle(trim.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG));
        try {
            int _ = (int) mallocTrim.invokeExact(0L);
        } catch (Throwable e) {
            LOG.warn("freed memory was not given back", e);
        }
    }
}
