package studio.unclip.inference.onnx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks running and future work of a job to stop. Given once, never taken back. Safe for threads; {@link #cancel} may be
 * called from any thread and returns at once, a run ends within its current graph node.
 */
public final class CancelSignal {

    private final List<BoundRun> running = new CopyOnWriteArrayList<>();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    /** Takes an action back. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Stops the runs that listen now and all that come later. */
    public void cancel() {
        cancelled = true;
        for (BoundRun run : running) {
            run.terminate(this);
        }
        for (Runnable action : actions) {
            action.run();
        }
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Ends what is not a run of a model.
     *
     * @param doing what ends, for the log
     * @throws InferenceException.CancelledRun if the signal was given
     */
    public void check(String doing) {
        if (cancelled) {
            throw new InferenceException.CancelledRun(doing);
        }
    }

    /**
     * Has something done when the signal is given, on the thread that gives it; here and now if it was given before.
     *
     * @param action quick, not throwing, may be run twice
     */
    public Registration onCancel(Runnable action) {
        actions.add(action);
        if (cancelled) {
            action.run();
        }
        return () -> actions.remove(action);
    }

    /** A run that begins; if the signal was given in between, the run must look at {@link #isCancelled} itself. */
    void enter(BoundRun run) {
        running.add(run);
    }

    void leave(BoundRun run) {
        running.remove(run);
    }
}
