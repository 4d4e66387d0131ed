package studio.unclip.inference.pipeline;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.onnx.CancelSignal;

/**
 * A job of {@link JobQueue}: its cancel signal, its listener, and where it stands. While it waits, a cancel ends it; once
 * it has begun, only the model thread tells and ends it: so there is one last event and nothing after it.
 */
final class LocalJob implements Job {

    private enum State {
        QUEUED,
        RUNNING,
        ENDED
    }

    private final UUID id = UUID.randomUUID();
    private final CancelSignal cancel = new CancelSignal();
    private final CompletableFuture<JobEvent.Ended> ended = new CompletableFuture<>();
    private final EventDelivery delivery;
    private final Consumer<? super JobEvent> listener;
    private final Consumer<LocalJob> whenEnded;

    /** Guarded by this. */
    private State state = State.QUEUED;

    private int ready;

    /** @param whenEnded told once, before the last event is delivered; on any thread */
    LocalJob(EventDelivery delivery, Consumer<? super JobEvent> listener, Consumer<LocalJob> whenEnded) {
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
        cancel.cancel();
        synchronized (this) {
            if (state == State.QUEUED) {
                end(new JobEvent.Cancelled(id, 0));
            }
        }
        delivery.hurry();
    }

    @Override
    public CompletableFuture<JobEvent.Ended> ended() {
        return ended.copy();
    }

    CancelSignal cancelSignal() {
        return cancel;
    }

    /** Candidates finished so far. Model thread. */
    int ready() {
        return ready;
    }

    /** Its turn has come; false if it has ended before. */
    synchronized boolean begin() {
        if (state != State.QUEUED) {
            return false;
        }
        state = State.RUNNING;
        return true;
    }

    /** Model thread. */
    void finish(Candidate candidate) {
        ready++;
        tell(new JobEvent.CandidateReady(id, candidate));
    }

    /** Tells the listener, after everything that was told before; waits while it is far behind. Model thread. */
    void tell(JobEvent event) {
        delivery.addWhenThereIsRoom(() -> listener.accept(event), cancel::isCancelled);
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
}
