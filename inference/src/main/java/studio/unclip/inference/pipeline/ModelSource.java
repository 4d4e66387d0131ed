package studio.unclip.inference.pipeline;

import java.util.function.Supplier;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;

/** Where loaded networks come from and go to: the place at which one can count them. */
interface ModelSource {

    /**
     * Loads a network; takes from milliseconds to many seconds and cannot be stopped.
     *
     * @throws PackException if its files cannot be used
     */
    OnnxModel open(Component component) throws PackException;

    /** Frees it. */
    default void close(OnnxModel model) {
        model.close();
    }

    /** The networks of a pack. */
    static ModelSource of(Pack pack, OnnxRuntime runtime) {
        return of(pack, () -> runtime);
    }

    /** The networks of a pack, each on the device that is in use when it is loaded. */
    static ModelSource of(Pack pack, Supplier<OnnxRuntime> runtime) {
        return component -> runtime.get().open(component, pack.graph(component));
    }
}
