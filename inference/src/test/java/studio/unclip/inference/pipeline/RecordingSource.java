package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.PackException;

/** Counts the networks that are loaded, at each moment. Safe for threads. */
final class RecordingSource implements ModelSource {
    private final ModelSource source;
    private final List<String> opened = new ArrayList<>();
    private final List<Set<String>> moments = new ArrayList<>();
    private final Set<String> open = new LinkedHashSet<>();
    private long bytes;
    private long mostBytes;

    RecordingSource(ModelSource source) {
        this.source = source;
    }

    @Override
    public OnnxModel open(Component component) throws PackException {
        OnnxModel model = source.open(component);
        synchronized (this) {
            opened.add(component.role());
            open.add(component.role());
            moments.add(Set.copyOf(open));
            bytes += MemoryPlan.weights(component);
            mostBytes = Math.max(mostBytes, bytes);
        }
        return model;
    }

    @Override
    public void close(OnnxModel model) {
        synchronized (this) {
            open.remove(model.component().role());
            moments.add(Set.copyOf(open));
            bytes -= MemoryPlan.weights(model.component());
            notifyAll();
        }
        source.close(model);
    }

    /** Roles in the order they were loaded, from the beginning. */
    synchronized List<String> opened() {
        return List.copyOf(opened);
    }

    /** What is loaded now. */
    synchronized Set<String> open() {
        return Set.copyOf(open);
    }

    /** Waits until nothing is loaded; a test's time limit ends it otherwise. */
    synchronized void awaitNothingOpen() throws InterruptedException {
        while (!open.isEmpty()) {
            wait();
        }
    }

    /** What was loaded after each loading and each freeing. */
    synchronized List<Set<String>> moments() {
        return List.copyOf(moments);
    }

    /** Most bytes of weights that were ever loaded together, as the plan counts them. */
    synchronized long mostBytes() {
        return mostBytes;
    }
}
