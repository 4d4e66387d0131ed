package studio.unclip.inference.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.onnx.WebGpuHere;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pipeline.EngineOptions;
import studio.unclip.inference.pipeline.LocalGenerator;
import studio.unclip.inference.pipeline.PackPreflight;

/** The real engine on an installed pack, on a device of choice, here or in a process of its own. */
final class PackInAWorker {
    private static final String STORE = "store";
    private static final String PACK = "pack";
    private static final String DEVICE = "device";
    private static final String PLUGIN = "plugin";

    private PackInAWorker() {}

    /** @param device {@code cpu} or {@code webgpu} */
    static LocalGenerator here(Pack pack, String device) throws Exception {
        return LocalGenerator.open(pack, options(device, WebGpuHere.folder()));
    }

    /**
     * @param pack an installed one, in a folder of its store
     * @param device {@code cpu} or {@code webgpu}
     */
    static WorkerGenerator there(Pack pack, String device) {
        WorkerLaunch launch = new WorkerLaunch(
                TestWorker.class.getName(),
                256L << 20,
                List.of("-D" + TestWorker.MODE + "=pack", "-XX:TieredStopAtLevel=1"),
                Optional.empty(),
                Map.of(
                        STORE,
                        pack.folder().getParent().toString(),
                        PACK,
                        pack.manifest().id(),
                        DEVICE,
                        device,
                        PLUGIN,
                        WebGpuHere.folder().toString()));
        PackPreflight preflight;
        try {
            preflight = PackPreflight.read(pack, EngineOptions.forThisMachine());
        } catch (studio.unclip.inference.pack.PackException e) {
            throw new IllegalStateException(e);
        }
        return WorkerGenerator.open(preflight, launch, Patience.DEFAULT);
    }

    /** What the worker's process opens. */
    static ImageGenerator open(Map<String, String> settings) {
        try {
            PackStore store = new PackStore(Path.of(settings.get(STORE)), Understood.ofThisStudio());
            return LocalGenerator.open(
                    store.open(settings.get(PACK)), options(settings.get(DEVICE), Path.of(settings.get(PLUGIN))));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static EngineOptions options(String device, Path plugin) throws Exception {
        EngineOptions options = EngineOptions.forThisMachine();
        return device.equals("webgpu") ? options.on(WebGpuHere.device(plugin)) : options;
    }
}
