package studio.unclip.app.generate;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableValue;
import studio.unclip.inference.api.ImageGenerator;

/**
 * Lets the engine give its memory back once nothing was asked of it for a while: a window that is left open all day should
 * not hold what only a run needs. Window thread.
 */
public final class EngineRest {
    private final ObservableValue<EngineState> engine;
    private final ObservableBooleanValue running;
    private final Executor later;
    private final Executor windowThread;
    private final Consumer<ImageGenerator> rest;

    /** Counts beginnings and ends of runs, so that a wait that was begun before one is without effect. */
    private long changes;

    /**
     * @param running whether a job runs
     * @param later runs a task when the engine has been idle long enough
     * @param rest gives the memory back; it may take its time elsewhere
     */
    public EngineRest(
            ObservableValue<EngineState> engine,
            ObservableBooleanValue running,
            Executor later,
            Executor windowThread,
            Consumer<ImageGenerator> rest) {
        this.engine = engine;
        this.running = running;
        this.later = later;
        this.windowThread = windowThread;
        this.rest = rest;
        running.addListener((_, _, now) -> changed(now));
        // An engine that is opened and never used rests as well.
        engine.addListener((_, _, _) -> changed(running.get()));
    }

    private void changed(boolean runs) {
        long now = ++changes;
        if (!runs) {
            later.execute(() -> windowThread.execute(() -> {
                if (now == changes
                        && !running.get()
                        && engine.getValue() instanceof EngineState.Ready(ImageGenerator generator)) {
                    rest.accept(generator);
                }
            }));
        }
    }
}
