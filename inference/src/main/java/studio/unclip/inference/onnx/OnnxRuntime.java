package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.pack.Component;

/**
 * ONNX Runtime, ready to open models. It never calls home (see {@link Telemetry}). The native environment underneath belongs to the process and is
 * never closed; models and scopes are, by whoever opened them. Safe for threads.
 */
public final class OnnxRuntime {

    private static final Logger LOG = LoggerFactory.getLogger(OnnxRuntime.class);

    private static final String NAME = "ONNX Runtime";

    private final OrtEnvironment environment;
    private final RuntimeOptions options;

    private OnnxRuntime(OrtEnvironment environment, RuntimeOptions options) {
        this.environment = environment;
        this.options = options;
    }

    /**
     * Loads the native library (a quarter of a second the first time).
     *
     * @param options device and threads of the sessions to come; of the first call in this process also where unpacked
     *     native libraries are kept
     * @throws InferenceException.DeviceFailure if the library cannot be loaded here, or not without calling home
     */
    public static OnnxRuntime start(RuntimeOptions options) {
        try {
            return new OnnxRuntime(RuntimeLoader.load(options.libraries()), options);
        } catch (OrtException | LinkageError | IllegalStateException e) {
            throw new InferenceException.DeviceFailure(
                    NAME, "its library cannot be loaded on this system (" + e.getMessage() + ")", e);
        }
    }

    /** The options sessions are made with. */
    public RuntimeOptions options() {
        return options;
    }

    /** ONNX Runtime's version. */
    public String version() {
        return environment.getVersion();
    }

    /** The same library, its sessions to come on another device. */
    public OnnxRuntime on(Device device) {
        return new OnnxRuntime(environment, options.on(device));
    }

    /**
     * Runs a graph of a few bytes on the device: whether it works here and now.
     *
     * @throws InferenceException.DeviceFailure if it does not
     */
    public void probe() {
        Device device = options.device();
        try (OrtSession.SessionOptions sessionOptions = new OrtSession.SessionOptions()) {
            configure(sessionOptions, Optional.empty());
            DeviceProbe.run(environment, sessionOptions, device);
        } catch (OrtException e) {
            throw OrtErrors.ofDevice(NAME, device, "it was tried", e);
        }
    }

    OrtEnvironment environment() {
        return environment;
    }

    /**
     * A new owner of native memory.
     *
     * @param name for messages
     */
    public TensorScope newScope(String name) {
        return new TensorScope(environment, name);
    }

    /**
     * Loads a component and compares it with its description.
     *
     * @param component what the manifest says
     * @param graph the ONNX file, inside its pack's folder
     * @throws InferenceException if it cannot be loaded, or is not what the manifest says
     */
    public OnnxModel open(Component component, Path graph) {
        long start = System.nanoTime();
        OrtSession session = null;
        try (OrtSession.SessionOptions sessionOptions = new OrtSession.SessionOptions()) {
            configure(sessionOptions, Optional.of(graph));
            // From a path, never from bytes: external data is found beside it, and weights are not held twice.
            session = environment.createSession(graph.toString(), sessionOptions);
            new ModelCheck(component).check(session);
            OnnxModel model = new OnnxModel(component, options.device(), session, System.nanoTime() - start);
            session = null;
            return model;
        } catch (OrtException e) {
            throw OrtErrors.map(component.role(), options.device(), "loading " + graph.getFileName(), e);
        } finally {
            closeUnused(session, component);
        }
    }

    private void configure(OrtSession.SessionOptions session, Optional<Path> graph) throws OrtException {
        session.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session.setIntraOpNumThreads(options.threads());
        session.setInterOpNumThreads(1);
        session.addConfigEntry("session.intra_op.allow_spinning", options.spinning() ? "1" : "0");
        session.addConfigEntry("session.inter_op.allow_spinning", "0");
        addDevice(session, graph);
    }

    private void addDevice(OrtSession.SessionOptions session, Optional<Path> graph) throws OrtException {
        switch (options.device()) {
            case Device.Cpu cpu -> {}
            case Device.WebGpu webGpu ->
                session.addExecutionProvider(
                        List.of(PluginLibrary.device(environment, webGpu.library())), webGpuOptions(graph));
            case Device.Cuda cuda -> {
                // Without this, device memory grows without bound where several sessions live.
                session.setMemoryPatternOptimization(false);
                try (OrtCUDAProviderOptions provider = new OrtCUDAProviderOptions(cuda.index())) {
                    provider.add("use_tf32", "0");
                    provider.add("arena_extend_strategy", "kSameAsRequested");
                    provider.add("cudnn_conv_algo_search", "HEURISTIC");
                    session.addCUDA(provider);
                }
            }
            case Device.DirectMl directMl -> {
                session.setMemoryPatternOptimization(false);
                session.addDirectML(directMl.index());
            }
        }
    }

    private static Map<String, String> webGpuOptions(Optional<Path> graph) {
        if (graph.isEmpty()) {
            return Map.of();
        }
        try {
            List<String> names = PreciseNodes.in(graph.get());
            return names.isEmpty() ? Map.of() : Map.of("forceCpuNodeNames", String.join("\n", names));
        } catch (IOException e) {
            // The runtime reads the same file next, and says what is wrong with it.
            LOG.warn("{} was not looked into", graph.get(), e);
            return Map.of();
        }
    }

    private static void closeUnused(OrtSession session, Component component) {
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                throw OrtErrors.map(component.role(), new Device.Cpu(), "closing", e);
            }
        }
    }
}
