package studio.unclip.editor.file;

/** Whether so much memory can still be allocated. Asked before large arrays are made; safe for threads. */
@FunctionalInterface
public interface Heap {

    /** @param bytes that would be held at the same time */
    boolean has(long bytes);

    /**
     * This process's. An eighth of it is kept back for the rest of the program, and what nobody holds any more counts
     * as free: before the answer is no, the collector runs once.
     */
    static Heap ofThisProcess() {
        return bytes -> {
            Runtime runtime = Runtime.getRuntime();
            long most = runtime.maxMemory() - runtime.maxMemory() / 8;
            if (used(runtime) + bytes <= most) {
                return true;
            }
            if (bytes <= most) {
                System.gc();
            }
            return used(runtime) + bytes <= most;
        };
    }

    private static long used(Runtime runtime) {
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
