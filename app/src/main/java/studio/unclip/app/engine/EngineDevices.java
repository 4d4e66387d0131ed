package studio.unclip.app.engine;

import java.util.Optional;
import studio.unclip.app.platform.BundledDevices;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.DeviceSurvey;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeFolder;
import studio.unclip.inference.onnx.RuntimeLibraries;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.WebGpuPlugin;
import studio.unclip.inference.pipeline.EngineOptions;

/** How the engine uses this machine, in this process and in one of its own alike. */
final class EngineDevices {
    private EngineDevices() {}

    /** All but the device, for which the engine's runtime would have to be loaded. */
    static EngineOptions options(GeneratorOpener.Device device, PlatformFolders folders) {
        EngineOptions options = EngineOptions.forThisMachine().withLibraries(libraries(folders));
        return device.threads().isPresent()
                ? options.withThreads(device.threads().getAsInt())
                : options;
    }

    /**
     * With the device, tried. One that is there and fails gives way to the CPU, with a note.
     *
     * @throws NoSuchDeviceException if there is no such device
     * @throws studio.unclip.inference.onnx.InferenceException if the engine's runtime cannot be loaded
     */
    static EngineOptions chosen(GeneratorOpener.Device device, PlatformFolders folders) {
        EngineOptions options = options(device, folders);
        String id = device.id();
        if (id.equals(GeneratorOpener.Device.CPU.id())) {
            return options;
        }
        if (id.equals(GeneratorOpener.Device.AUTO.id())) {
            return options.on(survey(folders).best());
        }
        if (!DeviceSurvey.IDS.contains(id)) {
            throw new NoSuchDeviceException(
                    "There is no device '" + id + "'. There are: auto, " + String.join(", ", DeviceSurvey.IDS) + ".");
        }
        DeviceSurvey.Finding found = survey(folders).of(id);
        if (found.usable()) {
            return options.on(found.device().get());
        }
        if (found.failed()) {
            return options.withDeviceNote(found.missing() + " Pictures are made on the CPU.");
        }
        throw new NoSuchDeviceException("The device " + id + " is not there. " + found.missing());
    }

    static DeviceSurvey survey(PlatformFolders folders) {
        OnnxRuntime runtime =
                OnnxRuntime.start(RuntimeOptions.defaults().on(new Device.Cpu()).withLibraries(libraries(folders)));
        return new DeviceSurvey(runtime, plugin(folders), added(folders));
    }

    static WebGpuPlugin plugin(PlatformFolders folders) {
        return new WebGpuPlugin(folders.devices(), BundledDevices.folder());
    }

    static RuntimeFolder added(PlatformFolders folders) {
        return new RuntimeFolder(folders.devices());
    }

    private static RuntimeLibraries libraries(PlatformFolders folders) {
        return new RuntimeLibraries(
                Optional.of(folders.libraries().resolve("onnxruntime")), Optional.of(added(folders)));
    }
}
