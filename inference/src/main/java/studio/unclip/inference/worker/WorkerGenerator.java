package studio.unclip.inference.worker;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Preflight;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.job.QueuedJob;

/**
 * {@link ImageGenerator} in a process of its own: whatever happens to that process costs the job that runs, and no more.
 *
 * <p>The queue is here, and the worker is given one job at a time; what needs no model is answered here too. A worker
 * that dies, says nonsense, says nothing or does not heed a cancel is killed, and the next job starts another. Thread-safe.
 */
public final class WorkerGenerator implements ImageGenerator {
    /**
     * A job that takes less than this part of what it may take is not what brings a system out of memory, and with less yet
     * it would be killed as well.
     */
    private static final int MUCH = 4;

    private final Preflight preflight;
    private final WorkerSeat seat;
    private final Patience patience;
    private final JobQueue jobs = new JobQueue(WorkerGenerator::failure);
    private final AtomicLong lastEdit = new AtomicLong();

    /** Where the worker runs; another worker may say something else. */
    private volatile DeviceInfo device;

    /** Whose device is known; the model thread. Null before the first job. */
    private WorkerProcess lastOpened;

    /** How a worker is started that runs on the CPU, while it is of use; the model thread, after opening. */
    private Optional<WorkerLaunch> safe;

    private WorkerGenerator(
            Preflight preflight, DeviceInfo device, WorkerSeat seat, Optional<WorkerLaunch> safe, Patience patience) {
        this.preflight = preflight;
        this.device = device;
        this.seat = seat;
        this.safe = safe;
        this.patience = patience;
    }

    /**
     * Starts a worker and waits until it is ready: about a second.
     *
     * @param preflight of the pack that the worker opens
     * @throws GenerationException if it cannot be started, or cannot work here
     */
    public static WorkerGenerator open(Preflight preflight, WorkerLaunch launch, Patience patience) {
        return open(preflight, launch, Optional.empty(), patience);
    }

    /**
     * The same for a worker whose device, or its driver, may take the process down.
     *
     * @param safe how it is started from the first such death on: on the CPU
     */
    public static WorkerGenerator open(
            Preflight preflight, WorkerLaunch launch, Optional<WorkerLaunch> safe, Patience patience) {
        WorkerSeat seat = new WorkerSeat(launch);
        try {
            Message.Answer.Opened opened = new Supervision(seat.take(), patience)
                    .ofOpening(preflight.pack(), () -> false)
                    .orElseThrow();
            return new WorkerGenerator(preflight, opened.device(), seat, safe, patience);
        } catch (WorkerDiedException e) {
            seat.close();
            if (safe.isPresent() && e.failure() instanceof JobFailure.EngineDied) {
                return open(preflight, safe.get(), patience);
            }
            throw new GenerationException(e.failure(), e);
        } catch (InterruptedException e) {
            seat.close();
            Thread.currentThread().interrupt();
            throw new GenerationException(Deaths.ofStart(e), e);
        }
    }

    @Override
    public PackInfo pack() {
        return preflight.pack();
    }

    @Override
    public DeviceInfo device() {
        return device;
    }

    @Override
    public PromptCheck check(String prompt) {
        return preflight.check(prompt);
    }

    @Override
    public Optional<String> notice(PictureSource picture) {
        return preflight.notice(picture);
    }

    @Override
    public RunPlan plan(ImageRequest request) {
        return preflight.plan(request);
    }

    @Override
    public Job submit(ImageRequest request, JobOptions options, Consumer<? super JobEvent> listener) {
        Planning planning = new Planning(() -> preflight.plan(request));
        return jobs.submit(listener, job -> run(job, planning, new Message.Question.Generate(request, options)));
    }

    @Override
    public Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener) {
        Planning planning = new Planning(() -> preflight.plan(request));
        return jobs.submit(listener, job -> run(job, planning, new Message.Question.Analyse(request)));
    }

    @Override
    public PreparedEdit prepare(ImageRequest.TextDiff request, Consumer<? super EditEvent> listener) {
        Planning planning = new Planning(() -> preflight.plan(request));
        RemoteEdit edit = new RemoteEdit(lastEdit.incrementAndGet(), request, jobs, new RemoteEdit.Workers() {
            @Override
            public Optional<RemoteEdit.Asked> of(QueuedJob job) throws InterruptedException {
                return worker(job, planning.now());
            }

            @Override
            public void died(QueuedJob job, JobFailure death) {
                // Not begun again: another preview is asked for as soon as the slider moves.
                Optional<RunPlan> lower = lower(death, planning);
                if (lower.isEmpty()) {
                    leaveDevice(death);
                } else {
                    job.tell(new JobEvent.PlanLowered(job.id(), lower.get(), seat.thrift(), true));
                }
            }
        });
        return PreparedJobs.begin(edit, listener);
    }

    /** A worker for an edit's job, with the pack open; empty if the job was cancelled meanwhile. */
    private Optional<RemoteEdit.Asked> worker(QueuedJob job, RunPlan plan) throws InterruptedException {
        job.tell(new JobEvent.Planned(job.id(), plan));
        WorkerProcess worker = seat.take();
        Supervision supervision = new Supervision(worker, patience);
        JobRelay relay = relay(job);
        return isOpen(worker, supervision, job)
                ? Optional.of(new RemoteEdit.Asked(worker, supervision, relay))
                : Optional.empty();
    }

    /** Ends the process: that gives back all of its memory. */
    @Override
    public void rest() {
        jobs.whenIdle(seat::close);
    }

    private JobRelay relay(QueuedJob job) {
        return new JobRelay(job, now -> device = now, this::save);
    }

    private void save(Thrift thrift) {
        preflight.save(thrift);
        seat.save(thrift);
    }

    /** The worker's process while there is one. */
    public OptionalLong pid() {
        return seat.pid();
    }

    @Override
    public void close() {
        if (jobs.end()) {
            seat.close();
        }
        jobs.close();
    }

    /** A job's plan: as it was when the job was accepted, or anew once memory is to be saved. */
    private final class Planning {
        private final Supplier<RunPlan> making;
        private final RunPlan first;

        /** @param making refuses what the pack cannot do: asked here, on the caller's thread, for the first time */
        Planning(Supplier<RunPlan> making) {
            this.making = making;
            this.first = making.get();
        }

        RunPlan now() {
            return seat.thrift() == Thrift.NONE ? first : making.get();
        }
    }

    /**
     * By a worker. One that is killed may have been killed for the memory it took: the job begins once more, with a worker
     * that needs less, as long as there is a plan that does.
     */
    private JobEvent.Ended run(QueuedJob job, Planning planning, Message.Question question)
            throws InterruptedException {
        job.tell(new JobEvent.Planned(job.id(), planning.now()));
        while (true) {
            try {
                return asked(job, question);
            } catch (WorkerDiedException e) {
                Optional<RunPlan> lower = lower(e.failure(), planning);
                if (lower.isEmpty()) {
                    leaveDevice(e.failure());
                    throw e;
                }
                job.tell(new JobEvent.PlanLowered(job.id(), lower.get(), seat.thrift(), true));
            }
        }
    }

    /** A plan that needs less, if that may help; so are all from now on. */
    private Optional<RunPlan> lower(JobFailure death, Planning planning) {
        RunPlan ran = planning.now();
        boolean takesLittle = ran.peakBytes() < ran.budgetBytes() / MUCH;
        if (!Deaths.mayBeWantOfMemory(death) || takesLittle) {
            return Optional.empty();
        }
        Thrift before = seat.thrift();
        for (Optional<Thrift> next = before.next();
                next.isPresent();
                next = next.get().next()) {
            preflight.save(next.get());
            RunPlan lower = planning.making.get();
            if (lower.peakBytes() < ran.peakBytes()) {
                seat.save(next.get());
                return Optional.of(lower);
            }
        }
        preflight.save(before);
        return Optional.empty();
    }

    private JobEvent.Ended asked(QueuedJob job, Message.Question question) throws InterruptedException {
        JobRelay relay = relay(job);
        WorkerProcess worker = seat.take();
        Supervision supervision = new Supervision(worker, patience);
        if (!worker.opening().answer().isDone()) {
            relay.starting();
        }
        if (!isOpen(worker, supervision, job)) {
            return relay.cancelled();
        }
        OpenCall call = worker.call(question, relay);
        job.onCancel(call::cancel);
        Optional<Message.Answer> answer = supervision.ofJob(call, job::isCancelled, relay);
        return answer.isEmpty() ? relay.cancelled() : last(job, relay, answer.get());
    }

    /** Whether the worker has opened the pack; not if the job was cancelled meanwhile. */
    private boolean isOpen(WorkerProcess worker, Supervision supervision, QueuedJob job) throws InterruptedException {
        Optional<Message.Answer.Opened> opened = supervision.ofOpening(preflight.pack(), job::isCancelled);
        if (opened.isPresent() && worker != lastOpened) {
            lastOpened = worker;
            device = opened.get().device();
        }
        return opened.isPresent();
    }

    /** A process that dies while it uses another device than the CPU may have died of that. */
    private void leaveDevice(JobFailure death) {
        if (death instanceof JobFailure.EngineDied && !device.id().equals("cpu")) {
            safe.ifPresent(seat::launchNext);
            safe = Optional.empty();
        }
    }

    private static JobEvent.Ended last(QueuedJob job, JobRelay relay, Message.Answer answer) {
        return switch (answer) {
            case Message.Answer.Ended(JobEvent.Ended event) -> relay.ended(event);
            case Message.Answer.Failed(JobFailure failure) -> new JobEvent.Failed(job.id(), failure, job.ready());
            case Message.Answer.Opened _, Message.Answer.Pixels _, Message.Answer.EditReady _ ->
                new JobEvent.Failed(job.id(), Deaths.ofWrongAnswer(), job.ready());
        };
    }

    private static JobFailure failure(Throwable thrown) {
        return thrown instanceof WorkerDiedException died
                ? died.failure()
                : new JobFailure.Internal(
                        "Something went wrong in the program; the log has the details. Trying again may help.");
    }
}
