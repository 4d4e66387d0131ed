package studio.unclip.inference.pipeline;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the engine uses the machine; nothing here is part of a recipe, though another number of threads may change the
 * last bits of a picture.
 *
 * @param threads threads of one model call, at least 1
 * @param spinning whether idle threads of the model's runtime burn their core while they wait: faster on an otherwise
 *     idle machine, much slower on a busy one
 * @param memoryBudgetBytes most memory weights and activations may take together
 * @param libraries a folder in which the native libraries are kept unpacked; empty: they are unpacked at every start
 */
public record EngineOptions(int threads, boolean spinning, long memoryBudgetBytes, Optional<Path> libraries) {

    public EngineOptions {
        if (threads < 1 || memoryBudgetBytes < 1) {
            throw new IllegalArgumentException("threads " + threads + ", memory " + memoryBudgetBytes);
        }
    }

    /** All processors, no spinning (the window stays smooth), three quarters of the machine's memory, libraries kept nowhere. */
    public static EngineOptions forThisMachine() {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(), false, physicalMemory() / 4 * 3, Optional.empty());
    }

    public EngineOptions withThreads(int value) {
        return new EngineOptions(value, spinning, memoryBudgetBytes, libraries);
    }

    public EngineOptions withSpinning(boolean value) {
        return new EngineOptions(threads, value, memoryBudgetBytes, libraries);
    }

    public EngineOptions withMemoryBudget(long bytes) {
        return new EngineOptions(threads, spinning, bytes, libraries);
    }

    public EngineOptions withLibraries(Path folder) {
        return new EngineOptions(threads, spinning, memoryBudgetBytes, Optional.of(folder));
    }

    private static long physicalMemory() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 4L << 30;
    }
}
