package studio.unclip.inference.onnx;

/**
 * How sessions are made.
 *
 * @param device where graphs run
 * @param threads threads inside one operator, the calling one among them; at least 1
 * @param spinning idle threads keep spinning between operators: a little faster alone, much slower on a busy desktop
 */
public record RuntimeOptions(Device device, int threads, boolean spinning) {

    public RuntimeOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, is " + threads);
        }
    }

    /** CPU, one thread a core this process may use, no spinning. */
    public static RuntimeOptions defaults() {
        return new RuntimeOptions(new Device.Cpu(), Runtime.getRuntime().availableProcessors(), false);
    }

    /** The same with another number of threads. */
    public RuntimeOptions withThreads(int number) {
        return new RuntimeOptions(device, number, spinning);
    }

    /** The same with or without spinning. */
    public RuntimeOptions withSpinning(boolean spin) {
        return new RuntimeOptions(device, threads, spin);
    }

    /** The same on another device. */
    public RuntimeOptions on(Device other) {
        return new RuntimeOptions(other, threads, spinning);
    }
}
