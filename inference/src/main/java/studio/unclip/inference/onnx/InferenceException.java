package studio.unclip.inference.onnx;

/**
 * A model could not be loaded or run. Unchecked, because it crosses the pure denoising code between the pipeline and
 * the model; the pipeline turns each kind into a value a person meets.
 */
public abstract sealed class InferenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String model;

    private InferenceException(String model, String message, Throwable cause) {
        super(message, cause);
        this.model = model;
    }

    /** Role of the component it happened in, or {@code ONNX Runtime} where none was involved. */
    public String model() {
        return model;
    }

    /** Whether memory could not be had, so that loading less at a time may help. */
    public boolean isMemory() {
        return false;
    }

    /** Memory for tensors, weights or the run could not be had; smaller work may succeed. */
    public static final class OutOfMemory extends InferenceException {
        private static final long serialVersionUID = 1L;

        OutOfMemory(String model, Throwable cause) {
            super(model, model + ": not enough memory. Close other programs, or use a smaller pack.", cause);
        }

        @Override
        public boolean isMemory() {
            return true;
        }
    }

    /** The chosen device, its driver or its library failed or is not there. */
    public static final class DeviceFailure extends InferenceException {
        private static final long serialVersionUID = 1L;

        private final boolean memory;

        DeviceFailure(String model, String what, Throwable cause) {
            this(model, what, false, cause);
        }

        /** @param memory whether it was the device's memory that could not be had */
        DeviceFailure(String model, String what, boolean memory, Throwable cause) {
            super(model, model + ": " + what, cause);
            this.memory = memory;
        }

        @Override
        public boolean isMemory() {
            return memory;
        }
    }

    /** The graph cannot be loaded, is not what the manifest says, or failed inside a run. */
    public static final class BadModel extends InferenceException {
        private static final long serialVersionUID = 1L;

        BadModel(String model, String what, Throwable cause) {
            super(model, model + ": " + what, cause);
        }
    }

    /** The run was ended by its {@link CancelSignal}; outputs are undefined, the model stays usable. */
    public static final class CancelledRun extends InferenceException {
        private static final long serialVersionUID = 1L;

        CancelledRun(String model) {
            super(model, model + ": cancelled", null);
        }
    }
}
