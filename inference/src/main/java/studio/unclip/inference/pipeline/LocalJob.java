package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
 * @param told what must not be told twice, or fall, where the job begins anew on another device
 */
record LocalJob(QueuedJob queued, CancelSignal cancelSignal, Told told) {

    static LocalJob of(QueuedJob queued) {
        CancelSignal signal = new CancelSignal();
        queued.onCancel(signal::cancel);
        return new LocalJob(queued, signal, new Told());
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
        switch (event) {
            case JobEvent.CandidateReady ready -> {
                if (told.ready.add(ready.candidate().index())) {
                    queued.tell(ready);
                }
            }
            case JobEvent.Progress progress -> queued.tell(told.rising(progress));
            default -> queued.tell(event);
        }
    }

    /** What a job has told so far. Model thread. */
    static final class Told {
        private final Set<Integer> ready = new HashSet<>();
        private final Map<Integer, Double> candidates = new HashMap<>();
        private double fraction;

        private Told() {}

        private JobEvent.Progress rising(JobEvent.Progress p) {
            fraction = Math.max(fraction, p.fraction());
            double candidate = candidates.merge(p.candidate(), p.candidateFraction(), Math::max);
            return new JobEvent.Progress(
                    p.jobId(), p.candidate(), p.stage(), p.step(), p.steps(), fraction, candidate, p.timeLeft());
        }
    }
}
