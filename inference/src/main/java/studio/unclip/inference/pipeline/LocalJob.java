package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.onnx.CancelSignal;

/**
 * A job of {@link LocalGenerator}: its cancel signal, its listener, and the candidates that are ready. Events are told
 * on the model thread.
 */
final class LocalJob implements Job {
    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);

    private final UUID id = UUID.randomUUID();
    private final CancelSignal cancel = new CancelSignal();
    private final CompletableFuture<JobEvent.Ended> ended = new CompletableFuture<>();
    private final Consumer<? super JobEvent> listener;
    private final List<Candidate> ready = new ArrayList<>();

    LocalJob(Consumer<? super JobEvent> listener) {
        this.listener = listener;
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public void cancel() {
        cancel.cancel();
    }

    @Override
    public CompletableFuture<JobEvent.Ended> ended() {
        return ended.copy();
    }

    CancelSignal cancelSignal() {
        return cancel;
    }

    /** Candidates finished so far, in the order they were made. */
    List<Candidate> ready() {
        return List.copyOf(ready);
    }

    void finish(Candidate candidate) {
        ready.add(candidate);
        tell(new JobEvent.CandidateReady(id, candidate));
    }

    void end(JobEvent.Ended event) {
        tell(event);
        ended.complete(event);
    }

    /** A listener's fault must not cost the person the picture. */
    void tell(JobEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
        }
    }
}
