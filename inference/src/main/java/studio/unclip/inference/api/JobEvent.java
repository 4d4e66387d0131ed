package studio.unclip.inference.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a job tells. Plain data. Pictures cross once, in {@link CandidateReady}: nothing that comes later repeats them, so
 * a listener keeps what it wants to keep.
 */
public sealed interface JobEvent {

    UUID jobId();

    /** The job's last event. */
    sealed interface Ended extends JobEvent {}

    /**
     * The machine gives less than before: the job begins anew, and so do the jobs after it. Progress does not fall, and
     * candidates that are ready are not told again.
     */
    sealed interface Setback extends JobEvent {
        /** What happened, in one sentence or two for a person; empty where there is nothing to say. */
        Optional<String> words();
    }

    /** Accepted; waiting for its turn. */
    record Queued(UUID jobId) implements JobEvent {}

    /**
     * The job's turn has come.
     *
     * @param plan what will run and what it needs; {@link RunPlan#inTurn()} when memory allows no better
     */
    record Planned(UUID jobId, RunPlan plan) implements JobEvent {}

    /**
     * The device failed, and the job goes on on another.
     *
     * @param device the other one; its note says what happened
     */
    record DeviceChanged(UUID jobId, DeviceInfo device) implements Setback {
        @Override
        public Optional<String> words() {
            return device.note();
        }
    }

    /**
     * Memory ran out, and the job goes on by a plan that needs less.
     *
     * @param plan the other one
     * @param thrift how plans are made from now on; not {@link Thrift#NONE}
     * @param killed whether nobody knows for sure: the engine's process was killed, as systems do that run out of memory
     */
    record PlanLowered(UUID jobId, RunPlan plan, Thrift thrift, boolean killed) implements Setback {
        @Override
        public Optional<String> words() {
            return Optional.of(
                    (killed
                                    ? "The engine's process was killed, by hand or by the system for want of memory, and began again."
                                    : "Memory ran out.")
                            + (thrift == Thrift.IN_TILES
                                    ? " From now on a picture is finished in overlapping parts, which needs less; its colours may vary slightly from part to part."
                                    : " From now on the model's parts are loaded one after another, which needs less and takes longer."));
        }
    }

    /**
     * A step is done, a stage began (step 0), or a network is being loaded.
     *
     * @param candidate which candidate is being made, from 0; of an analysis always 0
     * @param stage the stage's name, for example {@code decoder}; of an analysis the component's; {@link #LOAD} while a
     *     network is being loaded
     * @param step steps done in this stage, 0 to {@code steps}
     * @param steps steps of this stage
     * @param fraction of the whole job, 0 to 1, weighted by what steps cost; never falls
     * @param candidateFraction of this candidate, 0 to 1; never falls. Candidates do not always follow one another: where
     *     networks are loaded in turn several are under way at a time
     * @param timeLeft estimate for the whole job, from this machine's earlier runs where there are any
     */
    record Progress(
            UUID jobId,
            int candidate,
            String stage,
            int step,
            int steps,
            double fraction,
            double candidateFraction,
            Duration timeLeft)
            implements JobEvent {
        /** What {@link #stage} is while a network is being loaded. */
        public static final String LOAD = "load";
    }

    /**
     * The model's present guess x0 of a candidate, at most the stage's own size. An overlay, never a result.
     *
     * @param area what of the result it shows, stretched over that, in the result's pixels; one of {@link RunPlan#views}
     */
    record Preview(UUID jobId, int candidate, String stage, PixelRect area, Picture picture) implements JobEvent {}

    /** One candidate is finished; it is the listener's to keep, whatever happens to the rest of the job. */
    record CandidateReady(UUID jobId, Candidate candidate) implements JobEvent {}

    /** One candidate could not be made; the job goes on with the others. */
    record CandidateFailed(UUID jobId, int candidate, JobFailure failure) implements JobEvent {}

    /**
     * All candidates were made, or at least one where others failed by themselves.
     *
     * @param ranking indexes of the candidates that are ready: best match with the prompt first where the pack can rank,
     *     else in order
     * @param timings where the time went
     */
    record Completed(UUID jobId, List<Integer> ranking, RunTimings timings) implements Ended {
        public Completed {
            ranking = List.copyOf(ranking);
        }
    }

    /** The answer of an analysis: its last event in place of {@link Completed}. */
    record Analysed(UUID jobId, AnalysisResult result) implements Ended {}

    /**
     * The job ended early.
     *
     * @param ready how many candidates were ready before
     */
    record Failed(UUID jobId, JobFailure failure, int ready) implements Ended {}

    /**
     * The job was cancelled.
     *
     * @param ready how many candidates were ready before
     */
    record Cancelled(UUID jobId, int ready) implements Ended {}
}
