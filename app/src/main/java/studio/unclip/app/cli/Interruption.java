package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Ctrl-C as a value: asked for once, from any thread; the command looks at it between its parts and hangs the running
 * job's cancel on it. Thread-safe.
 */
final class Interruption {
    private final List<Runnable> actions = new ArrayList<>();
    private boolean requested;

    /** Undoes a registration. */
    @FunctionalInterface
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** Runs every registered action, on this thread. Later calls do nothing. */
    void request() {
        List<Runnable> now;
        synchronized (this) {
            if (requested) {
                return;
            }
            requested = true;
            now = List.copyOf(actions);
        }
        now.forEach(Runnable::run);
    }

    synchronized boolean requested() {
        return requested;
    }

    /** Runs the action on request; at once, on this thread, if that has happened already. */
    Registration onRequest(Runnable action) {
        boolean now;
        synchronized (this) {
            now = requested;
            if (!now) {
                actions.add(action);
            }
        }
        if (now) {
            action.run();
        }
        return () -> {
            synchronized (this) {
                actions.remove(action);
            }
        };
    }

    /** @throws CommandFailure with exit code 130 if Ctrl-C was pressed */
    void check() {
        if (requested()) {
            throw CommandFailure.cancelled("Cancelled.");
        }
    }
}
