package studio.unclip.inference.published;

import java.nio.FloatBuffer;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
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
import studio.unclip.inference.pack.Watcher;

/**
 * Runs a network of a pack that is being put together, of one input and one output of floats, to learn what only it can tell.
 * Holds the network's memory while it runs, nothing after. One thread.
 */
final class InstallRun {
    private static final long MILLISECONDS_BETWEEN_LOOKS = 50;

    private final Pack pack;
    private final RuntimeOptions options;

    InstallRun(Pack pack, RuntimeOptions options) {
        this.pack = pack;
        this.options = options;
    }

    /** A network that is loaded: what it answers to an input, in the shape it was bound to; both are the caller's own. */
    interface Network extends UnaryOperator<float[]> {}

    /** What is asked of a network. */
    @FunctionalInterface
    interface Questions<T> {
        T ask(Network network);
    }

    /**
     * @param role a component
     * @param binding the size of all its named axes
     * @param watcher ends it at the next node of the graph, but not while weights are loaded
     * @return what the questions made of the answers
     * @throws PackException if it cannot be run, or answers with something else than numbers
     * @throws CancellationException if the watcher ended it
     */
    <T> T of(String role, Binding binding, Watcher watcher, Questions<T> questions) throws PackException {
        Component component = pack.require(role);
        CancelSignal cancel = new CancelSignal();
        Thread watching = Thread.ofPlatform().daemon().name("unclip-pack-watch").start(() -> watch(watcher, cancel));
        try {
            if (watcher.cancelled()) {
                throw new CancellationException(role);
            }
            OnnxRuntime runtime = OnnxRuntime.start(options);
            try (OnnxModel model = runtime.open(component, pack.graph(component));
                    TensorScope scope = runtime.newScope(role)) {
                BoundRun run = model.bind(scope, binding);
                return questions.ask(input -> answer(component, run, input, cancel));
            }
        } catch (InferenceException.CancelledRun e) {
            throw new CancellationException(role);
        } catch (InferenceException e) {
            throw problem(role, e);
        } catch (NoNumber e) {
            throw Problems.other(pack.manifest().id(), "its " + role + " answers with " + e.value);
        } finally {
            watching.interrupt();
        }
    }

    private static float[] answer(Component component, BoundRun run, float[] input, CancelSignal cancel) {
        run.input(component.inputs().getFirst().role()).floats().put(0, input);
        run.run(cancel);
        FloatBuffer found = run.output(component.outputs().getFirst().role()).floats();
        float[] answer = new float[found.capacity()];
        found.get(0, answer);
        for (float value : answer) {
            if (!Float.isFinite(value)) {
                throw new NoNumber(value);
            }
        }
        return answer;
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

    /** Caught where it becomes a problem of the pack. */
    private static final class NoNumber extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final float value;

        NoNumber(float value) {
            this.value = value;
        }
    }
}
