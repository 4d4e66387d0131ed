package studio.unclip.inference.worker;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.job.QueuedJob;

/** Tells what a worker's job tells under the name that the job has here. */
final class JobRelay implements Consumer<JobEvent> {
    private final QueuedJob job;
    private final Consumer<DeviceInfo> deviceChanged;
    private final Consumer<Thrift> planLowered;
    private volatile boolean loading = true;

    /**
     * @param deviceChanged hears where the worker runs from now on
     * @param planLowered hears how it makes plans from now on
     */
    JobRelay(QueuedJob job, Consumer<DeviceInfo> deviceChanged, Consumer<Thrift> planLowered) {
        this.job = job;
        this.deviceChanged = deviceChanged;
        this.planLowered = planLowered;
    }

    /** Whether the last that was heard is that a network is being loaded, or nothing was heard yet. */
    boolean isLoading() {
        return loading;
    }

    /** That the worker is being started, with all that it loads. */
    void starting() {
        job.tell(new JobEvent.Progress(job.id(), 0, JobEvent.Progress.LOAD, 0, 1, 0, 0, Duration.ZERO));
    }

    /** An event on the way, on the link's thread. */
    @Override
    public void accept(JobEvent event) {
        UUID id = job.id();
        switch (event) {
            // The queue and the plan are ours, and were told before.
            case JobEvent.Queued _, JobEvent.Planned _ -> {}
            case JobEvent.DeviceChanged c -> {
                deviceChanged.accept(c.device());
                // What was loaded is loaded again.
                loading = true;
                job.tell(new JobEvent.DeviceChanged(id, c.device()));
            }
            case JobEvent.PlanLowered lowered -> {
                planLowered.accept(lowered.thrift());
                loading = true;
                job.tell(new JobEvent.PlanLowered(id, lowered.plan(), lowered.thrift(), lowered.killed()));
            }
            case JobEvent.Progress p -> {
                loading = p.stage().equals(JobEvent.Progress.LOAD);
                job.tell(new JobEvent.Progress(
                        id,
                        p.candidate(),
                        p.stage(),
                        p.step(),
                        p.steps(),
                        p.fraction(),
                        p.candidateFraction(),
                        p.timeLeft()));
            }
            case JobEvent.Preview p ->
                job.tell(new JobEvent.Preview(id, p.candidate(), p.stage(), p.area(), p.picture()));
            case JobEvent.CandidateReady r -> job.tell(new JobEvent.CandidateReady(id, r.candidate()));
            case JobEvent.CandidateFailed f -> job.tell(new JobEvent.CandidateFailed(id, f.candidate(), f.failure()));
            case JobEvent.Ended last ->
                throw new IllegalArgumentException("the link lets through only answers: " + last);
        }
    }

    /** The last event. */
    JobEvent.Ended ended(JobEvent.Ended event) {
        UUID id = job.id();
        return switch (event) {
            case JobEvent.Completed c -> new JobEvent.Completed(id, c.ranking(), c.timings());
            case JobEvent.Analysed a -> new JobEvent.Analysed(id, a.result());
            case JobEvent.Failed f -> new JobEvent.Failed(id, f.failure(), job.ready());
            case JobEvent.Cancelled _ -> cancelled();
        };
    }

    JobEvent.Ended cancelled() {
        return new JobEvent.Cancelled(job.id(), job.ready());
    }
}
