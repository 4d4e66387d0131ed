package studio.unclip.inference.onnx;

/** Where the graphs run. Which of these this machine and this build can use: {@link OnnxRuntime#devices()}. */
public sealed interface Device {

    /** A name for a person. */
    String label();

    /** The processor; always there, the fall back of all others. */
    record Cpu() implements Device {
        @Override
        public String label() {
            return "CPU";
        }
    }

    /**
     * NVIDIA's CUDA (Linux, Windows), with float32 arithmetic, not TF32.
     *
     * @param index number of the card, from 0
     */
    record Cuda(int index) implements Device {
        @Override
        public String label() {
            return "CUDA " + index;
        }
    }

    /**
     * DirectML (Windows).
     *
     * @param index number of the adapter, from 0
     */
    record DirectMl(int index) implements Device {
        @Override
        public String label() {
            return "DirectML " + index;
        }
    }

    /** CoreML (macOS). */
    record CoreMl() implements Device {
        @Override
        public String label() {
            return "CoreML";
        }
    }
}
