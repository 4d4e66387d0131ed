package studio.unclip.inference.worker;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.job.QueuedJob;

/**
 * An edit that a worker has prepared. Where the worker is another one than the one that prepared it (the first has died,
 * or was ended while idle), it is prepared again before the next preview.
 */
final class RemoteEdit implements PreparedJobs.Work {
    private static final String STAGE = "decoder";

    private final long number;
    private final ImageRequest.TextDiff request;
    private final JobQueue jobs;
    private final Workers workers;

    /** Written by jobs, one at a time. */
    private volatile Optional<WorkerProcess> home = Optional.empty();

    private volatile ImageRequest.TextDiff found;

    /** A worker that can be asked. */
    record Asked(WorkerProcess worker, Supervision supervision, JobRelay relay) {}

    /** Where a job finds its worker. */
    interface Workers {
        /** Empty if the job was cancelled while it started. */
        Optional<Asked> of(QueuedJob job) throws InterruptedException;

        /** It died of this while it was asked, or before it could be. */
        void died(QueuedJob job, JobFailure death);
    }

    /** What a job does with its worker. */
    @FunctionalInterface
    private interface Work {
        JobEvent.Ended by(QueuedJob job, Asked asked) throws InterruptedException;
    }

    /** @param number names it on the wire */
    RemoteEdit(long number, ImageRequest.TextDiff request, JobQueue jobs, Workers workers) {
        this.number = number;
        this.request = request;
        this.found = request;
        this.jobs = jobs;
        this.workers = workers;
    }

    @Override
    public Job find(Consumer<? super JobEvent> told) {
        return submit(told, (job, asked) -> prepared(job, asked).orElseGet(() -> completed(job)));
    }

    @Override
    public ImageRequest.TextDiff found() {
        return found;
    }

    @Override
    public Job preview(double theta, Consumer<? super JobEvent> told) {
        return submit(told, (job, asked) -> {
            Optional<JobEvent.Ended> early =
                    home.equals(Optional.of(asked.worker())) ? Optional.empty() : prepared(job, asked);
            return early.isPresent() ? early.get() : previewed(job, asked, theta);
        });
    }

    private Job submit(Consumer<? super JobEvent> told, Work work) {
        return jobs.submit(told, job -> {
            try {
                Optional<Asked> asked = workers.of(job);
                return asked.isEmpty() ? cancelled(job) : work.by(job, asked.get());
            } catch (WorkerDiedException e) {
                workers.died(job, e.failure());
                throw e;
            }
        });
    }

    @Override
    public void close() {
        home.ifPresent(worker -> worker.drop(number));
    }

    /** Empty if it is prepared now; else how the job ends. */
    private Optional<JobEvent.Ended> prepared(QueuedJob job, Asked asked) throws InterruptedException {
        Optional<Message.Answer> answer = ask(job, asked, new Message.Question.Prepare(number, found));
        if (answer.isPresent() && answer.get() instanceof Message.Answer.EditReady ready) {
            found = request.from(ready.from());
            home = Optional.of(asked.worker());
            return Optional.empty();
        }
        return Optional.of(ended(job, answer));
    }

    private JobEvent.Ended previewed(QueuedJob job, Asked asked, double theta) throws InterruptedException {
        Optional<Message.Answer> answer = ask(job, asked, new Message.Question.PreviewEdit(number, theta));
        if (answer.isPresent() && answer.get() instanceof Message.Answer.Pixels made) {
            job.tell(new JobEvent.Preview(job.id(), 0, STAGE, request.picture().bounds(), made.picture()));
            return completed(job);
        }
        if (job.isCancelled()) {
            home = Optional.empty(); // the other side has let it go
        }
        return ended(job, answer);
    }

    private static Optional<Message.Answer> ask(QueuedJob job, Asked asked, Message.Question question)
            throws InterruptedException {
        OpenCall call = asked.worker().call(question, asked.relay());
        job.onCancel(call::cancel);
        return asked.supervision().ofJob(call, job::isCancelled, asked.relay());
    }

    private static JobEvent.Ended ended(QueuedJob job, Optional<Message.Answer> answer) {
        return answer.isPresent() && answer.get() instanceof Message.Answer.Failed failed
                ? new JobEvent.Failed(job.id(), failed.failure(), 0)
                : cancelled(job);
    }

    private static JobEvent.Ended completed(QueuedJob job) {
        return new JobEvent.Completed(job.id(), List.of(), new RunTimings(List.of(), 0, 0));
    }

    private static JobEvent.Ended cancelled(QueuedJob job) {
        return new JobEvent.Cancelled(job.id(), 0);
    }
}
