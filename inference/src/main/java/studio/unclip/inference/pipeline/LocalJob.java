package studio.unclip.inference.pipeline;

import java.util.UUID;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.job.QueuedJob;
import studio.unclip.inference.onnx.CancelSignal;

/**
 * A job as the model thread sees it: where it tells, and the signal that stops it.
 *
 * @param queued its place in the queue
 * @param cancelSignal given when the job is cancelled
 */
record LocalJob(QueuedJob queued, CancelSignal cancelSignal) {

    static LocalJob of(QueuedJob queued) {
        CancelSignal signal = new CancelSignal();
        queued.onCancel(signal::cancel);
        return new LocalJob(queued, signal);
    }

    UUID id() {
        return queued.id();
    }

    /** Candidates finished so far. */
    int ready() {
        return queued.ready();
    }

    void finish(Candidate candidate) {
        tell(new JobEvent.CandidateReady(id(), candidate));
    }

    void tell(JobEvent event) {
        queued.tell(event);
    }
}
