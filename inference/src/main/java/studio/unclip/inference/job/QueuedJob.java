package studio.unclip.inference.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;

/**
 * A job of {@link JobQueue}: its listener, whether it is cancelled, and where it stands. While it waits, a cancel ends
 * it; once it has begun, only its work tells and ends it: so there is one last event and nothing after it.
 */
public final class QueuedJob implements Job {

    private enum State {
        QUEUED,
        RUNNING,
        ENDED
    }

    private final UUID id = UUID.randomUUID();
    private final CompletableFuture<JobEvent.Ended> ended = new CompletableFuture<>();
    private final EventDelivery delivery;
    private final Consumer<? super JobEvent> listener;
    private final Consumer<QueuedJob> whenEnded;

    /** Guarded by this. */
    private final List<Runnable> whenCancelled = new ArrayList<>();

    /** Guarded by this. */
    private State state = State.QUEUED;

    private volatile boolean cancelled;
    private final AtomicInteger ready = new AtomicInteger();
    private final Told told = new Told();

    /** @param whenEnded told once, before the last event is delivered; on any thread */
    QueuedJob(EventDelivery delivery, Consumer<? super JobEvent> listener, Consumer<QueuedJob> whenEnded) {
        this.delivery = delivery;
        this.listener = listener;
        this.whenEnded = whenEnded;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public void cancel() {
        List<Runnable> actions;
        synchronized (this) {
            cancelled = true;
            if (state == State.QUEUED) {
                end(new JobEvent.Cancelled(id, 0));
            }
            actions = List.copyOf(whenCancelled);
        }
        actions.forEach(Runnable::run);
        delivery.hurry();
    }

    @Override
    public CompletableFuture<JobEvent.Ended> ended() {
        return ended.copy();
    }

    /** Whether {@link #cancel()} was called. */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * Has something done when the job is cancelled, on the thread that cancels; here and now if it was before.
     *
     * @param action quick, not throwing, may be run twice
     */
    public void onCancel(Runnable action) {
        synchronized (this) {
            whenCancelled.add(action);
        }
        if (cancelled) {
            action.run();
        }
    }

    /** Candidates told as ready so far. */
    public int ready() {
        return ready.get();
    }

    /**
     * Tells the listener, after everything that was told before; waits while it is far behind. Work that begins anew tells
     * no candidate twice, and progress does not fall. One thread at a time, the work's.
     */
    public void tell(JobEvent event) {
        switch (event) {
            case JobEvent.CandidateReady finished -> {
                if (told.isNew(finished)) {
                    ready.incrementAndGet();
                    deliver(finished);
                }
            }
            case JobEvent.Progress progress -> deliver(told.rising(progress));
            default -> deliver(event);
        }
    }

    private void deliver(JobEvent event) {
        delivery.addWhenThereIsRoom(() -> listener.accept(event), this::isCancelled);
    }

    /** Its turn has come; false if it has ended before. */
    synchronized boolean begin() {
        if (state != State.QUEUED) {
            return false;
        }
        state = State.RUNNING;
        return true;
    }

    /** The last event; nothing if the job has ended before. */
    synchronized void end(JobEvent.Ended event) {
        if (state == State.ENDED) {
            return;
        }
        state = State.ENDED;
        whenEnded.accept(this);
        delivery.add(() -> {
            try {
                listener.accept(event);
            } finally {
                ended.complete(event);
            }
        });
    }

    /** What must not be told twice, or fall; the work's thread. */
    private static final class Told {
        private final Set<Integer> ready = new HashSet<>();
        private final Map<Integer, Double> candidates = new HashMap<>();
        private double fraction;

        boolean isNew(JobEvent.CandidateReady event) {
            return ready.add(event.candidate().index());
        }

        JobEvent.Progress rising(JobEvent.Progress p) {
            fraction = Math.max(fraction, p.fraction());
            double candidate = candidates.merge(p.candidate(), p.candidateFraction(), Math::max);
            return new JobEvent.Progress(
                    p.jobId(), p.candidate(), p.stage(), p.step(), p.steps(), fraction, candidate, p.timeLeft());
        }
    }
}
