package studio.unclip.app.queue;

import java.util.BitSet;
import java.util.Optional;
import studio.unclip.app.generate.Ask;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.Seeds;

/** One thing that was asked for, waiting or running. Window thread. */
public final class QueuedAsk {
    private final Ask ask;
    private final AskListener listener;
    private final BitSet ready = new BitSet();
    private Optional<Job> job = Optional.empty();
    private boolean waited;
    private Optional<JobFailure> failure = Optional.empty();

    QueuedAsk(Ask ask, AskListener listener) {
        this.ask = ask;
        this.listener = listener;
    }

    /** What was asked for. */
    public Ask ask() {
        return ask;
    }

    AskListener listener() {
        return listener;
    }

    /** Its turn comes later. */
    void waits() {
        waited = true;
    }

    boolean hasWaited() {
        return waited;
    }

    void begun(Job running) {
        job = Optional.of(running);
    }

    void cancel() {
        job.ifPresent(Job::cancel);
    }

    void ready(int candidate) {
        ready.set(candidate);
    }

    /** One of its pictures could not be made. */
    void failed(JobFailure why) {
        failure = Optional.of(failure.orElse(why));
    }

    /** Why the first of those that could not be made was not. */
    Optional<JobFailure> failure() {
        return failure;
    }

    int ready() {
        return ready.cardinality();
    }

    int missing() {
        return ask.request().candidates() - ready();
    }

    /** What to ask for again: only what is missing, where that is the end of it; else all. */
    Ask rest() {
        int made = ready.nextClearBit(0);
        if (made == 0 || made != ready() || missing() == 0) {
            return ask;
        }
        Sampling all = ask.request().sampling();
        Sampling rest = new Sampling(Seeds.ofCandidate(all.seed(), made), missing(), all.stages(), all.noiseOrder());
        ImageRequest request = ask.request() instanceof ImageRequest.Generate generate
                ? generate.after(made, rest)
                : ask.request().with(rest);
        return new Ask(ask.mode(), request, ask.destination(), ask.label());
    }
}
