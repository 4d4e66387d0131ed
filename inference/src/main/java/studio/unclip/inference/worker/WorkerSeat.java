package studio.unclip.inference.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Where at most one worker sits: started when it is needed, kept while it is alive, ended when it was idle for a while.
 * Safe for threads.
 */
final class WorkerSeat implements AutoCloseable {
    private final WorkerLaunch launch;
    private final Patience patience;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("unclip-worker-idle").daemon().factory());

    /** Guarded by this, as the rest. */
    private Optional<WorkerProcess> worker = Optional.empty();

    private Optional<Future<?>> rest = Optional.empty();

    WorkerSeat(WorkerLaunch launch, Patience patience) {
        this.launch = launch;
        this.patience = patience;
    }

    /**
     * The worker, a new one if there is none that lives. It is not ended before {@link #give}.
     *
     * @throws WorkerDiedException if there can be none
     */
    synchronized WorkerProcess take() {
        rest.ifPresent(planned -> planned.cancel(false));
        rest = Optional.empty();
        Optional<WorkerProcess> living = worker.filter(w -> w.death().isEmpty());
        if (living.isPresent()) {
            return living.get();
        }
        try {
            WorkerProcess started = WorkerProcess.start(launch);
            worker = Optional.of(started);
            return started;
        } catch (IOException e) {
            throw new WorkerDiedException(Deaths.ofStart(e));
        }
    }

    /** Nothing is asked of it for now. */
    synchronized void give() {
        if (!clock.isShutdown()) {
            rest = Optional.of(clock.schedule(this::putToRest, patience.idle().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** The process that sits here now. */
    synchronized OptionalLong pid() {
        return worker.filter(w -> w.death().isEmpty()).stream()
                .mapToLong(WorkerProcess::pid)
                .findFirst();
    }

    private synchronized void putToRest() {
        // A job that came in between has taken the plan back.
        if (rest.isPresent()) {
            leave();
        }
    }

    /** Ends the worker; after the last {@link #give}. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        leave();
    }

    private void leave() {
        rest = Optional.empty();
        worker.filter(w -> w.death().isEmpty()).ifPresent(WorkerProcess::end);
        worker = Optional.empty();
    }
}
