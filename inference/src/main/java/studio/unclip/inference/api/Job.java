package studio.unclip.inference.api;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A submitted request or analysis. Thread-safe. */
public interface Job {

    /** Names this job in every event. */
    UUID id();

    /**
     * Asks the job to stop and returns at once. A job that waits for its turn ends now; one that runs ends between two
     * steps, inside the running call of the model, or while a network is being loaded. Either ends with {@link
     * JobEvent.Cancelled}, unless it was about to end anyhow. No effect on an ended job.
     */
    void cancel();

    /** Completes, always normally, with the job's last event, after the listener has seen it. */
    CompletableFuture<JobEvent.Ended> ended();
}
