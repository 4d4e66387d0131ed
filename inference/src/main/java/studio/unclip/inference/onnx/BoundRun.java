package studio.unclip.inference.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A model with its tensors in place, prepared once per stage and run once per step: write the inputs' buffers, call
 * {@link #run}, read the outputs' buffers. No native memory is made per run. One run at a time; made by
 * {@link OnnxModel#bind}, closed with its scope.
 */
public final class BoundRun {

    private final OnnxModel model;
    private final Map<String, HostTensor> inputs;
    private final Map<String, HostTensor> outputs;
    private final Map<String, OnnxTensor> inputsByName = new LinkedHashMap<>();
    private final Map<String, OnnxTensor> outputsByName = new LinkedHashMap<>();
    private final UseGate[] gates;
    private final OrtSession.RunOptions options;
    private final Object terminating = new Object();

    /** The signal of the run under way; guarded by {@code terminating}. */
    private CancelSignal listening;
    /** Whether {@code options} carries the terminate flag; guarded by {@code terminating}. */
    private boolean terminated;

    private long calls;
    private long nanosInside;

    BoundRun(
            OnnxModel model,
            Map<String, HostTensor> inputs,
            Map<String, HostTensor> outputs,
            TensorScope scope,
            OrtSession.RunOptions options) {
        this.model = model;
        this.inputs = Map.copyOf(inputs);
        this.outputs = Map.copyOf(outputs);
        this.options = options;
        model.component().inputs().forEach(spec -> inputsByName.put(spec.name(), tensor(inputs, spec.role())));
        model.component().outputs().forEach(spec -> outputsByName.put(spec.name(), tensor(outputs, spec.role())));
        Set<UseGate> all = new LinkedHashSet<>();
        all.add(model.gate());
        all.add(scope.gate());
        inputs.values().forEach(tensor -> all.add(tensor.gate()));
        outputs.values().forEach(tensor -> all.add(tensor.gate()));
        this.gates = all.toArray(UseGate[]::new);
    }

    /** Whether the component has such an input. */
    public boolean hasInput(String role) {
        return inputs.containsKey(role);
    }

    /**
     * The tensor read for this role.
     *
     * @throws IllegalArgumentException if the component has no such input
     */
    public HostTensor input(String role) {
        return find(inputs, "input", role);
    }

    /**
     * The tensor written for this role; its content is that of the latest run.
     *
     * @throws IllegalArgumentException if the component has no such output
     */
    public HostTensor output(String role) {
        return find(outputs, "output", role);
    }

    /**
     * Runs the graph once, on the calling thread and the session's own.
     *
     * @param signal ends the run from another thread
     * @throws InferenceException.CancelledRun if the signal was given before the run ended; the outputs are undefined
     * @throws InferenceException if the run failed otherwise
     */
    public void run(CancelSignal signal) {
        int entered = 0;
        try {
            for (; entered < gates.length; entered++) {
                gates[entered].enter();
            }
            runInside(signal);
        } finally {
            while (entered > 0) {
                gates[--entered].leave();
            }
        }
    }

    /** Runs that ended well. */
    public long calls() {
        return calls;
    }

    /** Nanoseconds spent inside ONNX Runtime by all runs, ended well or not. */
    public long nanosInside() {
        return nanosInside;
    }

    /** Called by the signal, on whichever thread gives it. */
    void terminate(CancelSignal signal) {
        synchronized (terminating) {
            if (listening != signal) {
                return; // the run it meant is over
            }
            terminated = true;
            setTerminate(true);
        }
    }

    private void runInside(CancelSignal signal) {
        String role = model.component().role();
        synchronized (terminating) {
            if (listening != null) {
                throw new IllegalStateException(role + " is already running with these tensors");
            }
            listening = signal;
        }
        signal.enter(this);
        try {
            if (signal.isCancelled()) {
                throw new InferenceException.CancelledRun(role);
            }
            call();
            calls++;
        } catch (OrtException e) {
            throw signal.isCancelled()
                    ? new InferenceException.CancelledRun(role)
                    : OrtErrors.map(role, model.device(), "running", e);
        } catch (OutOfMemoryError e) {
            throw new InferenceException.OutOfMemory(role, e);
        } finally {
            signal.leave(this);
            synchronized (terminating) {
                listening = null;
                if (terminated) {
                    terminated = false;
                    setTerminate(false);
                }
            }
        }
    }

    private void call() throws OrtException {
        long start = System.nanoTime();
        // The result owns nothing: every output is one of ours.
        try (OrtSession.Result result = model.session().run(inputsByName, Set.of(), outputsByName, options)) {
            assert result.size() == outputsByName.size();
        } finally {
            long nanos = System.nanoTime() - start;
            nanosInside += nanos;
            model.addNanosInside(nanos);
        }
    }

    private void setTerminate(boolean flag) {
        try {
            options.setTerminate(flag);
        } catch (OrtException e) {
            throw OrtErrors.map(model.component().role(), model.device(), "cancelling", e);
        }
    }

    private static OnnxTensor tensor(Map<String, HostTensor> tensors, String role) {
        return tensors.get(role).tensor();
    }

    private HostTensor find(Map<String, HostTensor> tensors, String kind, String role) {
        HostTensor tensor = tensors.get(role);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    model.component().role() + " has no " + kind + " '" + role + "', only " + tensors.keySet());
        }
        return tensor;
    }
}
