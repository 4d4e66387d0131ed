package studio.unclip.app.engine;

import java.nio.file.Path;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.pipeline.EngineOptions;

/** How the engine uses this machine, in this process and in one of its own alike. */
final class EngineDevices {
    private EngineDevices() {}

    /** @throws NoSuchDeviceException if there is no such device */
    static EngineOptions options(GeneratorOpener.Device device, PlatformFolders folders) {
        if (!device.id().equals(GeneratorOpener.Device.CPU.id())) {
            throw new NoSuchDeviceException(
                    "There is no device '" + device.id() + "' here. This version runs on: cpu.");
        }
        Path libraries = folders.libraries().resolve("onnxruntime");
        EngineOptions options = EngineOptions.forThisMachine().withLibraries(libraries);
        return device.threads().isPresent()
                ? options.withThreads(device.threads().getAsInt())
                : options;
    }
}
