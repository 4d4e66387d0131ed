package studio.unclip.inference.api;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** What a job tells while it runs. Plain data; delivered on the generator's thread. */
public sealed interface JobEvent {

    UUID jobId();

    /** The job's last event. */
    sealed interface Ended extends JobEvent {}

    /** Accepted; waiting for its turn. */
    record Queued(UUID jobId) implements JobEvent {}

    /**
     * One step is done (or a stage began: step 0).
     *
     * @param candidate which candidate is being made, from 0
     * @param stage the stage's name, for example {@code decoder}; {@code load} while sessions are made
     * @param step steps done in this stage, 0 to {@code steps}
     * @param steps steps of this stage
     * @param fraction of the whole job, 0 to 1, weighted by what steps cost
     * @param timeLeft estimate for the whole job, from this machine's earlier runs where there are any
     */
    record Progress(UUID jobId, int candidate, String stage, int step, int steps, double fraction, Duration timeLeft)
            implements JobEvent {}

    /** The model's present guess x0 of a candidate, at the stage's own size. An overlay, never a result. */
    record Preview(UUID jobId, int candidate, String stage, Picture picture) implements JobEvent {}

    /** One candidate is finished; it is kept whatever happens to the rest of the job. */
    record CandidateReady(UUID jobId, Candidate candidate) implements JobEvent {}

    /**
     * All candidates are made.
     *
     * @param candidates best match with the prompt first where the pack can rank, else in order
     * @param timings where the time went
     */
    record Completed(UUID jobId, List<Candidate> candidates, RunTimings timings) implements Ended {
        public Completed {
            candidates = List.copyOf(candidates);
        }
    }

    /** The job ended early; {@code candidates} were ready before. */
    record Failed(UUID jobId, JobFailure failure, List<Candidate> candidates) implements Ended {
        public Failed {
            candidates = List.copyOf(candidates);
        }
    }

    /** The job was cancelled; {@code candidates} were ready before. */
    record Cancelled(UUID jobId, List<Candidate> candidates) implements Ended {
        public Cancelled {
            candidates = List.copyOf(candidates);
        }
    }
}
