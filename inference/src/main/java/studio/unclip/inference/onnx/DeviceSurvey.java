package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtEpDevice;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtHardwareDevice;
import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which devices there are here, each tried by a small run, and what those that cannot be used lack. Loads the plug-in where
 * one is kept. Takes up to a second; a driver may take longer.
 */
public final class DeviceSurvey {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceSurvey.class);

    /** Of all kinds of devices, in the order in which they are told. */
    public static final List<String> IDS = List.of("cpu", "webgpu", "cuda", "directml");

    private static final String FOLDER =
            "add a folder with ONNX Runtime's libraries for it: unclip devices add FOLDER. docs/devices.md says more.";

    private final OnnxRuntime runtime;
    private final WebGpuPlugin plugin;
    private final RuntimeFolder added;

    /**
     * @param runtime on any device
     * @param plugin where the person's plug-in is kept
     * @param added the runtime's libraries that the person has added
     */
    public DeviceSurvey(OnnxRuntime runtime, WebGpuPlugin plugin, RuntimeFolder added) {
        this.runtime = runtime;
        this.plugin = plugin;
        this.added = added;
    }

    /**
     * What is known of one kind of device.
     *
     * @param id one of {@link #IDS}
     * @param provider what runs graphs on it
     * @param name of what was found, for a person; empty where nothing was
     * @param device empty if it cannot be used
     * @param software whether it only computes on the processor as a graphics card would: for tests, slow
     * @param missing one sentence or two: what is missing, and what to do; empty if it can be used
     */
    public record Finding(
            String id, String provider, String name, Optional<Device> device, boolean software, String missing) {

        private static Finding lacking(String id, String provider, String missing) {
            return new Finding(id, provider, "", Optional.empty(), false, missing);
        }

        /** Whether it is there and does not work. */
        public boolean failed() {
            return device.isEmpty() && !name.isEmpty();
        }

        /** Whether a run can be made on it. */
        public boolean usable() {
            return device.isPresent();
        }
    }

    /** All kinds, in the order of {@link #IDS}. */
    public List<Finding> all() {
        return IDS.stream().map(this::of).toList();
    }

    /**
     * One kind.
     *
     * @param id one of {@link #IDS}
     */
    public Finding of(String id) {
        return switch (id) {
            case "cpu" ->
                new Finding(
                        id,
                        "ONNX Runtime " + runtime.version(),
                        Runtime.getRuntime().availableProcessors() + " threads",
                        Optional.of(new Device.Cpu()),
                        false,
                        "");
            case "webgpu" -> webGpu(id);
            case "cuda" ->
                builtIn(
                        id,
                        "CUDA",
                        new Device.Cuda(0),
                        OrtProvider.CUDA,
                        system("mac")
                                ? "CUDA is for Linux and Windows."
                                : "This build is without CUDA. With an NVIDIA card, build with 'mvn -Pcuda -DskipTests"
                                        + " package', or " + FOLDER);
            case "directml" ->
                builtIn(
                        id,
                        "DirectML",
                        new Device.DirectMl(0),
                        OrtProvider.DIRECT_ML,
                        system("windows") ? "This build is without DirectML: " + FOLDER : "DirectML is for Windows.");
            default -> throw new IllegalArgumentException("no kind of device: " + id);
        };
    }

    /** The device a person gets who leaves the choice to us: the first that can be used and is no software. */
    public Device best() {
        for (String id : List.of("cuda", "webgpu", "directml")) {
            Finding finding = of(id);
            if (finding.usable() && !finding.software()) {
                return finding.device().get();
            }
        }
        return new Device.Cpu();
    }

    private Finding webGpu(String id) {
        String provider = "WebGPU plug-in " + WebGpuPlugin.VERSION;
        if (!plugin.isPublishedHere()) {
            return Finding.lacking(id, provider, "There is no WebGPU plug-in for this system.");
        }
        try {
            Optional<Path> library = plugin.kept();
            if (library.isEmpty()) {
                String how = "Fetch it by '" + WebGpuPlugin.FETCH + "', then: unclip devices add FILE.whl";
                return Finding.lacking(
                        id,
                        provider,
                        plugin.isThere()
                                ? "The files of the plug-in are not those that were added. " + how
                                : "The plug-in was not added yet. " + how);
            }
            Optional<OrtEpDevice> found = PluginLibrary.find(runtime.environment(), library.get());
            if (found.isEmpty()) {
                return Finding.lacking(
                        id,
                        provider,
                        "The plug-in finds no graphics card. It needs one with its driver"
                                + (system("linux") ? " for Vulkan, and the library libvulkan.so.1." : "."));
            }
            return tried(
                    id, provider, new Device.WebGpu(library.get()), found.get().getDevice());
        } catch (OrtException e) {
            LOG.warn("the WebGPU plug-in did not load", e);
            return Finding.lacking(
                    id, provider, "The plug-in cannot be loaded (" + OrtErrors.reason(e.getMessage()) + ").");
        } catch (IOException | IllegalStateException e) {
            LOG.warn("the WebGPU plug-in was not read", e);
            return Finding.lacking(id, provider, "The plug-in cannot be read (" + e.getMessage() + ").");
        }
    }

    private Finding tried(String id, String provider, Device device, OrtHardwareDevice hardware) {
        boolean software = hardware.getType() == OrtHardwareDevice.OrtHardwareDeviceType.CPU;
        String name = software ? "software, on the processor" : card(hardware);
        return usable(id, provider, name, device, software);
    }

    private Finding builtIn(String id, String provider, Device device, OrtProvider name, String without) {
        Set<OrtProvider> built = OrtEnvironment.getAvailableProviders();
        return built.contains(name)
                ? usable(id, provider, provider, device, false)
                : Finding.lacking(
                        id,
                        provider,
                        added.kept().flatMap(RuntimeFolder.Kept::problem).orElse(without));
    }

    private Finding usable(String id, String provider, String name, Device device, boolean software) {
        try {
            runtime.on(device).probe();
            return new Finding(id, provider, name, Optional.of(device), software, "");
        } catch (InferenceException e) {
            LOG.warn("{} does not run", id, e);
            return new Finding(
                    id,
                    provider,
                    name,
                    Optional.empty(),
                    software,
                    e.getMessage().replaceFirst("^ONNX Runtime: ", "") + ".");
        }
    }

    private static String card(OrtHardwareDevice hardware) {
        String vendor = hardware.getVendor();
        return vendor == null || vendor.isBlank()
                ? String.format(Locale.ROOT, "graphics card of vendor %04x", hardware.getVendorId())
                : vendor;
    }

    private static boolean system(String name) {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith(name);
    }
}
