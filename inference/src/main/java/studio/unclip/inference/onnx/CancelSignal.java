package studio.unclip.inference.onnx;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks running and future work of a job to stop. Given once, never taken back. Safe for threads; {@link #cancel} may be
 * called from any thread and returns at once, the run ends within its current graph node.
 */
public final class CancelSignal {

    private final List<BoundRun> running = new CopyOnWriteArrayList<>();
    private volatile boolean cancelled;

    /** Stops the runs that listen now and all that come later. */
    public void cancel() {
        cancelled = true;
        for (BoundRun run : running) {
            run.terminate(this);
        }
    }

    /** Whether {@link #cancel} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** A run that begins; if the signal was given in between, the run must look at {@link #isCancelled} itself. */
    void enter(BoundRun run) {
        running.add(run);
    }

    void leave(BoundRun run) {
        running.remove(run);
    }
}
