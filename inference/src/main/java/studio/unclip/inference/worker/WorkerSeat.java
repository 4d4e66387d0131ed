package studio.unclip.inference.worker;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import studio.unclip.inference.api.Thrift;

/** Where at most one worker sits: started when it is needed, kept while it is alive. Safe for threads. */
final class WorkerSeat implements AutoCloseable {
    /** Guarded by this. */
    private WorkerLaunch launch;

    /** Guarded by this. */
    private Thrift thrift = Thrift.NONE;

    /** Guarded by this. */
    private Optional<WorkerProcess> worker = Optional.empty();

    WorkerSeat(WorkerLaunch launch) {
        this.launch = launch;
    }

    /**
     * The worker, a new one if there is none that lives.
     *
     * @throws WorkerDiedException if there can be none
     */
    synchronized WorkerProcess take() {
        Optional<WorkerProcess> living = living();
        if (living.isPresent()) {
            return living.get();
        }
        try {
            WorkerProcess started = WorkerProcess.start(launch.saving(thrift));
            worker = Optional.of(started);
            return started;
        } catch (IOException e) {
            throw new WorkerDiedException(Deaths.ofStart(e));
        }
    }

    /** The next worker is started so. */
    synchronized void launchNext(WorkerLaunch other) {
        launch = other;
    }

    /** Workers make their plans so from the next one on. */
    synchronized void save(Thrift now) {
        thrift = now;
    }

    synchronized Thrift thrift() {
        return thrift;
    }

    /** The process that sits here now. */
    synchronized OptionalLong pid() {
        return living().stream().mapToLong(WorkerProcess::pid).findFirst();
    }

    /** Ends the worker, of which nothing may be wanted any more; the next that is wanted is a new one. */
    @Override
    public synchronized void close() {
        living().ifPresent(WorkerProcess::end);
        worker = Optional.empty();
    }

    private Optional<WorkerProcess> living() {
        return worker.filter(one -> one.death().isEmpty());
    }
}
