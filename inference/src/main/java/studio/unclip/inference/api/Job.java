package studio.unclip.inference.api;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A submitted request. Thread-safe. */
public interface Job {

    /** Names this job in every event. */
    UUID id();

    /**
     * Asks the job to stop: between two steps, or inside the running call of the model. Returns at once; the job ends
     * with {@link JobEvent.Cancelled} (candidates that were ready are kept in it). No effect on an ended job.
     */
    void cancel();

    /** Completes, always normally, with the job's last event, after the listener has seen it. */
    CompletableFuture<JobEvent.Ended> ended();
}
