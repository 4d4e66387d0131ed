package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The WebGPU plug-in's library in this process: registered once, and there until the process ends. It has telemetry of its
 * own, which the same variable silences as ONNX Runtime's ({@link Telemetry}): the runtime is loaded before it, so the
 * variable is set.
 */
final class PluginLibrary {
    private static final String NAME = "unclip-webgpu";
    private static final String PROVIDER = "WebGpuExecutionProvider";

    /** Guarded by the class. */
    private static Optional<Path> registered = Optional.empty();

    private PluginLibrary() {}

    /**
     * What the plug-in offers to run on: one device, behind which it chooses the card.
     *
     * @return empty if it finds none
     * @throws OrtException if the library cannot be loaded, or this process has loaded another one
     */
    static synchronized Optional<OrtEpDevice> find(OrtEnvironment environment, Path library) throws OrtException {
        if (registered.isEmpty()) {
            environment.registerExecutionProviderLibrary(NAME, library.toString());
            registered = Optional.of(library);
        } else if (!registered.get().equals(library)) {
            // As the runtime's own failures, so that the device gives way as it does after those.
            throw new OrtException("this process has loaded " + registered.get() + " already, and can load no other");
        }
        return environment.getEpDevices().stream()
                .filter(device -> device.getEpName().equals(PROVIDER))
                .findFirst();
    }

    /** @throws OrtException if the library cannot be loaded, or finds no device */
    static OrtEpDevice device(OrtEnvironment environment, Path library) throws OrtException {
        return find(environment, library).orElseThrow(() -> new OrtException("no graphics card is found"));
    }
}
