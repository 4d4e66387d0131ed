package studio.unclip.inference.published;

import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;
import studio.unclip.inference.pack.TensorSpec;
import studio.unclip.inference.pack.Watcher;

/**
 * What a network of a pack that is being put together answers to inputs that are all zero. Holds the network's memory while it
 * runs, nothing after. One thread.
 */
final class AnswerToZeros {
    private static final long MILLISECONDS_BETWEEN_LOOKS = 50;

    private final Pack pack;
    private final RuntimeOptions options;

    AnswerToZeros(Pack pack, RuntimeOptions options) {
        this.pack = pack;
        this.options = options;
    }

    /**
     * @param role a component whose axes are all fixed but for the batch
     * @param watcher ends it at the next node of the graph, but not while weights are loaded
     * @return one row of its first output
     * @throws PackException if it cannot be run, or answers with something else than numbers
     * @throws CancellationException if the watcher ended it
     */
    float[] of(String role, Watcher watcher) throws PackException {
        Component component = pack.require(role);
        CancelSignal cancel = new CancelSignal();
        Thread watching = Thread.ofPlatform().daemon().name("unclip-pack-watch").start(() -> watch(watcher, cancel));
        try {
            float[] answer = answer(component, watcher, cancel);
            for (float value : answer) {
                if (!Float.isFinite(value)) {
                    throw Problems.other(pack.manifest().id(), "its " + role + " answers with " + value);
                }
            }
            return answer;
        } catch (InferenceException.CancelledRun e) {
            throw cancelled(role);
        } catch (InferenceException e) {
            throw problem(role, e);
        } finally {
            watching.interrupt();
        }
    }

    private float[] answer(Component component, Watcher watcher, CancelSignal cancel) {
        if (watcher.cancelled()) {
            throw cancelled(component.role());
        }
        OnnxRuntime runtime = OnnxRuntime.start(options);
        try (OnnxModel model = runtime.open(component, pack.graph(component));
                TensorScope scope = runtime.newScope(component.role())) {
            BoundRun run = model.bind(scope, Binding.rows(1));
            for (TensorSpec input : component.inputs()) {
                FloatBuffer floats = run.input(input.role()).floats();
                for (int i = 0; i < floats.capacity(); i++) {
                    floats.put(i, 0);
                }
            }
            run.run(cancel);
            FloatBuffer found =
                    run.output(component.outputs().getFirst().role()).floats();
            float[] answer = new float[found.capacity()];
            found.get(0, answer);
            return answer;
        }
    }

    private PackException problem(String role, InferenceException e) {
        String id = pack.manifest().id();
        if (e.isMemory()) {
            return new PackException(new PackProblem.Io(
                    id,
                    "there is not enough memory to run its " + role + " once",
                    "Close other programs, then install again"));
        }
        return Problems.other(id, "its " + role + " cannot be run (" + e.getMessage() + ")");
    }

    private static CancellationException cancelled(String role) {
        return new CancellationException(role);
    }

    private static void watch(Watcher watcher, CancelSignal cancel) {
        try {
            while (!watcher.cancelled()) {
                Thread.sleep(MILLISECONDS_BETWEEN_LOOKS);
            }
            cancel.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the answer is there
        }
    }
}
