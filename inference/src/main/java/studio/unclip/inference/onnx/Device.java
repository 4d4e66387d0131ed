package studio.unclip.inference.onnx;

import java.nio.file.Path;

/** Where the graphs run. Which of these can be used here and now: {@link DeviceSurvey}. */
public sealed interface Device {

    /** Names its kind in settings, on the command line and in reports: {@code cpu}, {@code webgpu}… */
    String id();

    /** A name for a person. */
    String label();

    /** The processor; always there, the fall back of all others. */
    record Cpu() implements Device {
        @Override
        public String id() {
            return "cpu";
        }

        @Override
        public String label() {
            return "CPU";
        }
    }

    /**
     * A graphics card of any maker by the WebGPU plug-in: over Vulkan on Linux, D3D12 on Windows, Metal on macOS. The
     * plug-in takes the card it likes best.
     *
     * @param library the plug-in's library, checked ({@link WebGpuPlugin#kept})
     */
    record WebGpu(Path library) implements Device {
        @Override
        public String id() {
            return "webgpu";
        }

        @Override
        public String label() {
            return "WebGPU";
        }
    }

    /**
     * NVIDIA's CUDA (Linux, Windows), with float32 arithmetic, not TF32.
     *
     * @param index number of the card, from 0
     */
    record Cuda(int index) implements Device {
        @Override
        public String id() {
            return "cuda";
        }

        @Override
        public String label() {
            return "CUDA";
        }
    }

    /**
     * DirectML (Windows).
     *
     * @param index number of the adapter, from 0
     */
    record DirectMl(int index) implements Device {
        @Override
        public String id() {
            return "directml";
        }

        @Override
        public String label() {
            return "DirectML";
        }
    }
}
