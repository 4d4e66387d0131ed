package studio.unclip.inference.pipeline;

import java.util.Optional;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.RuntimeLibraries;

/**
 * How the engine uses the machine; nothing here is part of a recipe, though another number of threads may change the
 * last bits of a picture.
 *
 * @param threads threads of one model call, at least 1
 * @param spinning whether idle threads of the model's runtime burn their core while they wait: faster on an otherwise
 *     idle machine, much slower on a busy one
 * @param memoryBudgetBytes most memory weights and activations may take together
 * @param libraries where the native libraries of ONNX Runtime come from
 * @param device where graphs run; should it fail, the CPU takes its place
 * @param thrift how plans are made: memory has run out otherwise
 * @param deviceNote what a person is to know of the choice, if anything ({@link
 *     studio.unclip.inference.api.DeviceInfo#note})
 */
public record EngineOptions(
        int threads,
        boolean spinning,
        long memoryBudgetBytes,
        RuntimeLibraries libraries,
        Thrift thrift,
        Device device,
        Optional<String> deviceNote) {

    public EngineOptions {
        if (threads < 1 || memoryBudgetBytes < 1) {
            throw new IllegalArgumentException("threads " + threads + ", memory " + memoryBudgetBytes);
        }
    }

    /**
     * The CPU, all of it, no spinning (the window stays smooth), three quarters of the machine's memory, libraries kept
     * nowhere.
     */
    public static EngineOptions forThisMachine() {
        return new EngineOptions(
                Runtime.getRuntime().availableProcessors(),
                false,
                physicalMemory() / 4 * 3,
                RuntimeLibraries.unpackedEachTime(),
                Thrift.NONE,
                new Device.Cpu(),
                Optional.empty());
    }

    public EngineOptions withThreads(int value) {
        return new EngineOptions(value, spinning, memoryBudgetBytes, libraries, thrift, device, deviceNote);
    }

    public EngineOptions withSpinning(boolean value) {
        return new EngineOptions(threads, value, memoryBudgetBytes, libraries, thrift, device, deviceNote);
    }

    public EngineOptions withMemoryBudget(long bytes) {
        return new EngineOptions(threads, spinning, bytes, libraries, thrift, device, deviceNote);
    }

    public EngineOptions withLibraries(RuntimeLibraries other) {
        return new EngineOptions(threads, spinning, memoryBudgetBytes, other, thrift, device, deviceNote);
    }

    public EngineOptions saving(Thrift other) {
        return new EngineOptions(threads, spinning, memoryBudgetBytes, libraries, other, device, deviceNote);
    }

    public EngineOptions on(Device other) {
        return new EngineOptions(threads, spinning, memoryBudgetBytes, libraries, thrift, other, deviceNote);
    }

    public EngineOptions withDeviceNote(String note) {
        return new EngineOptions(threads, spinning, memoryBudgetBytes, libraries, thrift, device, Optional.of(note));
    }

    private static long physicalMemory() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getTotalMemorySize()
                : 4L << 30;
    }
}
