package studio.unclip.app.queue;

import java.util.function.LongSupplier;
import studio.unclip.inference.api.JobEvent;

/** Measures what a job's pictures take, without the loading of the model, by the events it tells. */
final class Stopwatch {
    private final LongSupplier nanoTime;
    private boolean working;
    private long since;
    private long nanos;

    Stopwatch(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void hear(JobEvent event) {
        long now = nanoTime.getAsLong();
        if (working) {
            nanos += now - since;
        }
        since = now;
        switch (event) {
            case JobEvent.Queued _ -> working = false;
            case JobEvent.Planned _ -> working = true;
            case JobEvent.Progress progress -> working = !progress.stage().equals(JobEvent.Progress.LOAD);
            default -> {
                // The work goes on, or has ended.
            }
        }
    }

    /** So long was worked on it until the last event. */
    long nanos() {
        return nanos;
    }
}
