package studio.unclip.app.canvas.overlay;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;

/**
 * Calls something a few times a second, and nothing any more a while after it was last woken. An animation of JavaFX's own
 * would make it look at the whole window sixty times a second, however seldom anything moves. Window thread.
 */
final class Ticks {
    private static final long EVERY_MILLIS = 140;
    private static final long AWAKE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Executor LATER = CompletableFuture.delayedExecutor(EVERY_MILLIS, TimeUnit.MILLISECONDS);

    private final Runnable tick;
    private long until;
    private boolean running;
    private boolean stopped = true;

    Ticks(Runnable tick) {
        this.tick = tick;
    }

    /** Runs for a while from now. */
    void wake() {
        stopped = false;
        until = System.nanoTime() + AWAKE_NANOS;
        if (!running) {
            running = true;
            next();
        }
    }

    void stop() {
        stopped = true;
    }

    private void next() {
        LATER.execute(() -> Platform.runLater(() -> {
            if (stopped || System.nanoTime() - until > 0) {
                running = false;
            } else {
                tick.run();
                next();
            }
        }));
    }
}
