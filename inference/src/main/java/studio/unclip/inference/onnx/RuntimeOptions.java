package studio.unclip.inference.onnx;

/**
 * How sessions are made.
 *
 * @param device where graphs run
 * @param threads threads inside one operator, the calling one among them; at least 1
 * @param spinning idle threads keep spinning between operators: a little faster alone, much slower on a busy desktop
 * @param libraries where the runtime's native libraries come from
 */
public record RuntimeOptions(Device device, int threads, boolean spinning, RuntimeLibraries libraries) {

    public RuntimeOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, is " + threads);
        }
    }

    /** CPU, one thread a core this process may use, no spinning, libraries kept nowhere. */
    public static RuntimeOptions defaults() {
        return new RuntimeOptions(
                new Device.Cpu(),
                Runtime.getRuntime().availableProcessors(),
                false,
                RuntimeLibraries.unpackedEachTime());
    }

    /** The same with another number of threads. */
    public RuntimeOptions withThreads(int number) {
        return new RuntimeOptions(device, number, spinning, libraries);
    }

    /** The same with or without spinning. */
    public RuntimeOptions withSpinning(boolean spin) {
        return new RuntimeOptions(device, threads, spin, libraries);
    }

    /** The same with libraries from elsewhere. */
    public RuntimeOptions withLibraries(RuntimeLibraries other) {
        return new RuntimeOptions(device, threads, spinning, other);
    }

    /** The same on another device. */
    public RuntimeOptions on(Device other) {
        return new RuntimeOptions(other, threads, spinning, libraries);
    }
}
