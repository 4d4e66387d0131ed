package studio.unclip.editor.session;

import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import studio.unclip.editor.history.HistoryBudget;

/**
 * What a session works with.
 *
 * @param sessionThread runs a task on the session's own thread, later
 * @param worker runs slow edits, thumbnails and spilling, off the session's thread
 * @param clock tells the time of history entries
 * @param budget what the history may take
 */
public record SessionOptions(Executor sessionThread, Executor worker, InstantSource clock, HistoryBudget budget) {
    public SessionOptions {
        Objects.requireNonNull(sessionThread);
        Objects.requireNonNull(worker);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(budget);
    }

    /** Without a limit on the history. */
    public SessionOptions(Executor sessionThread, Executor worker, InstantSource clock) {
        this(sessionThread, worker, clock, HistoryBudget.UNLIMITED);
    }
}
