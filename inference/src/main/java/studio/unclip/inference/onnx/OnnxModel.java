package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.TensorSpec;

/**
 * One component of a pack, loaded. Its inputs and outputs have been compared with the manifest. Holds the weights in
 * native memory until closed; closing waits for runs under way. Made by {@link OnnxRuntime#open}.
 */
public final class OnnxModel implements AutoCloseable {

    private final Component component;
    private final Device device;
    private final OrtSession session;
    private final long nanosOpening;
    private final UseGate gate;
    private final AtomicLong nanosInside = new AtomicLong();

    OnnxModel(Component component, Device device, OrtSession session, long nanosOpening) {
        this.component = component;
        this.device = device;
        this.session = session;
        this.nanosOpening = nanosOpening;
        this.gate = new UseGate("the model " + component.role());
    }

    /** The manifest's description of it. */
    public Component component() {
        return component;
    }

    /**
     * Prepares tensors for runs: those given in the binding, new ones of zeros for the rest. An optional input that the
     * component has must be filled by the caller like any other.
     *
     * @param scope owns the new tensors and the run
     * @param binding axis sizes and shared tensors
     * @throws IllegalArgumentException if an axis has no size, or a given tensor does not fit or belongs to no role
     */
    public BoundRun bind(TensorScope scope, Binding binding) {
        Map<String, HostTensor> inputs = tensors("input", component.inputs(), binding.inputs(), scope, binding.axes());
        Map<String, HostTensor> outputs =
                tensors("output", component.outputs(), binding.outputs(), scope, binding.axesOfOutputs());
        scope.gate().enter();
        try {
            OrtSession.RunOptions options = new OrtSession.RunOptions();
            scope.own(options);
            if (binding.givingBack()) {
                options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
            }
            return new BoundRun(this, inputs, outputs, scope, options);
        } catch (OrtException e) {
            throw OrtErrors.map(component.role(), device, "preparing", e);
        } finally {
            scope.gate().leave();
        }
    }

    /** Nanoseconds it took to create the session. */
    public long nanosOpening() {
        return nanosOpening;
    }

    /** Nanoseconds spent inside ONNX Runtime by all runs of this model. */
    public long nanosInside() {
        return nanosInside.get();
    }

    /** Frees the weights, after waiting for runs under way. Closing again does nothing. */
    @Override
    public void close() {
        if (!gate.close()) {
            return;
        }
        try {
            session.close();
        } catch (OrtException e) {
            throw OrtErrors.map(component.role(), device, "closing", e);
        }
    }

    /** Where it runs. */
    Device device() {
        return device;
    }

    OrtSession session() {
        return session;
    }

    UseGate gate() {
        return gate;
    }

    void addNanosInside(long nanos) {
        nanosInside.addAndGet(nanos);
    }

    private Map<String, HostTensor> tensors(
            String kind,
            List<TensorSpec> specs,
            Map<String, HostTensor> given,
            TensorScope scope,
            Map<String, Long> axes) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (TensorSpec spec : specs) {
            long[] shape = spec.resolve(axes);
            HostTensor shared = given.get(spec.role());
            if (shared == null) {
                tensors.put(spec.role(), scope.allocate(spec.type(), shape));
            } else if (shared.fits(spec.type(), shape)) {
                tensors.put(spec.role(), shared);
            } else {
                throw new IllegalArgumentException(component.role() + ": the given " + kind + " '" + spec.role()
                        + "' is " + shared + ", must be " + spec.type().json() + spec.shape() + " at " + axes);
            }
        }
        for (String role : given.keySet()) {
            if (!tensors.containsKey(role)) {
                throw new IllegalArgumentException(component.role() + " has no " + kind + " '" + role + "'");
            }
        }
        return tensors;
    }
}
