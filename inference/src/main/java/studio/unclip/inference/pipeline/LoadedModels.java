package studio.unclip.inference.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;

/**
 * The components of a pack that are in memory. Kept from job to job where all fit together; else ("staged") only the
 * one in use is. Model thread only.
 */
final class LoadedModels implements AutoCloseable {
    private final Pack pack;
    private final OnnxRuntime runtime;
    private final Map<String, OnnxModel> byRole = new LinkedHashMap<>();
    private Runnable loading = () -> {};
    private long nanosOpening;

    LoadedModels(Pack pack, OnnxRuntime runtime) {
        this.pack = pack;
        this.runtime = runtime;
    }

    /**
     * The component's model, loaded now if it is not.
     *
     * @param role key in the manifest's components
     * @param staged close every other component first
     * @throws PackException if the pack lacks the component
     */
    OnnxModel get(String role, boolean staged) throws PackException {
        OnnxModel loaded = byRole.get(role);
        if (loaded != null) {
            return loaded;
        }
        if (staged) {
            close();
        }
        Component component = pack.require(role);
        loading.run();
        OnnxModel model = runtime.open(component, pack.graph(component));
        nanosOpening += model.nanosOpening();
        byRole.put(role, model);
        return model;
    }

    /** Runs this, from now on, before every session that is made. */
    void whenLoading(Runnable listener) {
        loading = listener;
    }

    /** Nanoseconds spent making sessions since the last call of this method. */
    long takeNanosOpening() {
        long nanos = nanosOpening;
        nanosOpening = 0;
        return nanos;
    }

    @Override
    public void close() {
        byRole.values().forEach(OnnxModel::close);
        byRole.clear();
    }
}
