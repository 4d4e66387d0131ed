package studio.unclip.inference.onnx;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The WebGPU device of a test run, which needs no graphics card (docs/devices.md): the plug-in from the wheel that the
 * variable {@value #WHEEL} names, over a Vulkan driver in software. Without the variable these tests are left out; with it
 * the device must be there.
 */
public final class WebGpuHere {
    public static final String WHEEL = "UNCLIP_TEST_WEBGPU";

    private WebGpuHere() {}

    /** Leaves the tests out where they were not asked for. */
    public static void assume() {
        assumeTrue(
                System.getenv(WHEEL) != null,
                "WebGPU is not tested here: " + WHEEL + " names no wheel of the plug-in (docs/devices.md, Tests)");
    }

    /** The plug-in, added to a folder. */
    static WebGpuPlugin plugin(Path folder) throws Exception {
        WebGpuPlugin plugin = new WebGpuPlugin(folder, Optional.empty());
        if (plugin.kept().isEmpty()) {
            plugin.add(Path.of(System.getenv(WHEEL)));
        }
        return plugin;
    }

    /**
     * The device. One process can load the plug-in from one place only, so that is not a test's own folder.
     *
     * @throws IllegalStateException if it does not work, with what is missing
     */
    public static synchronized Device device() throws Exception {
        Path folder = Path.of("target", "webgpu").toAbsolutePath();
        DeviceSurvey.Finding found = new DeviceSurvey(
                        OnnxRuntime.start(RuntimeOptions.defaults()), plugin(folder), new RuntimeFolder(folder))
                .of("webgpu");
        return found.device().orElseThrow(() -> new IllegalStateException(found.missing()));
    }
}
