package studio.unclip.inference.pipeline;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;

/**
 * {@link ImageGenerator} in this process: one pack, one device. Threads of its own: one that runs jobs, one that tells
 * their events, one that loads networks, one that draws noise ahead. Thread-safe.
 */
public final class LocalGenerator implements ImageGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalGenerator.class);

    private final PackPreflight preflight;
    private final Engine engine;
    private final JobQueue jobs;

    private LocalGenerator(PackContents contents, EngineOptions options, Engine engine) {
        this.preflight = new PackPreflight(contents, options);
        this.engine = engine;
        this.jobs = new JobQueue(thrown -> Failures.of(contents.manifest().id(), thrown));
    }

    /**
     * Opens a pack; its networks are loaded with the first job.
     *
     * @param pack checked and open
     * @throws PackException if the pack asks for something this engine does not know
     * @throws GenerationException if ONNX Runtime cannot be started on this machine
     */
    public static LocalGenerator open(Pack pack, EngineOptions options) throws PackException {
        return open(pack, options, UnaryOperator.identity());
    }

    /** @param networks stands between the engine and the pack's networks */
    static LocalGenerator open(Pack pack, EngineOptions options, UnaryOperator<ModelSource> networks)
            throws PackException {
        PackContents contents = PackContents.read(pack);
        try {
            DeviceInUse device = DeviceInUse.start(options);
            ModelSource source = networks.apply(ModelSource.of(pack, device::runtime));
            return new LocalGenerator(contents, options, new Engine(contents, device, source));
        } catch (InferenceException e) {
            throw new GenerationException(Failures.of(contents.manifest().id(), e), e);
        }
    }

    @Override
    public PackInfo pack() {
        return preflight.pack();
    }

    @Override
    public DeviceInfo device() {
        return engine.device().info();
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
    public Job submit(ImageRequest request, JobOptions jobOptions, Consumer<? super JobEvent> listener) {
        // Refuses here, on the caller's thread, what the pack cannot do.
        return submit(preflight.operation(request), jobOptions, listener);
    }

    private Job submit(Operation operation, JobOptions jobOptions, Consumer<? super JobEvent> listener) {
        return jobs.submit(
                listener,
                planned(
                        () -> preflight.planned(operation),
                        (job, plan) -> operation
                                .run()
                                .of(JobContext.begin(engine, job, plan, jobOptions.previewInterval(), operation))));
    }

    @Override
    public PreparedEdit prepare(ImageRequest.TextDiff request, Consumer<? super EditEvent> listener) {
        PreparedDiff edit = new PreparedDiff(
                request,
                DiffChoice.of(engine.contents(), request),
                (operation, told) -> submit(operation, JobOptions.quiet(), told));
        return PreparedJobs.begin(edit, listener);
    }

    @Override
    public Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener) {
        return jobs.submit(
                listener,
                planned(
                        () -> preflight.planned(request),
                        (job, plan) -> new AnalysisRun(engine, request, job, plan).run()));
    }

    @Override
    public void rest() {
        jobs.whenIdle(() -> {
            engine.models().freeAll();
            engine.diffs().forget();
        });
    }

    @Override
    public void close() {
        if (jobs.end()) {
            engine.close();
        }
        jobs.close();
    }

    /** What the model does for a job. */
    @FunctionalInterface
    private interface Run {
        JobEvent.Ended of(LocalJob job, JobPlan plan) throws PackException;
    }

    /**
     * Tells the plan, and runs the work only if it fits: an estimate that is exceeded can take the machine down.
     *
     * @param planning what the job needs by the memory there is then; asked here too, so that what the pack cannot do is
     *     refused on the caller's thread
     */
    private JobQueue.Work planned(Supplier<JobPlan> planning, Run run) {
        JobPlan first = planning.get();
        return queued -> {
            LocalJob job = LocalJob.of(queued);
            JobPlan plan = preflight.thrift() == Thrift.NONE ? first : planning.get();
            job.tell(new JobEvent.Planned(job.id(), plan.told()));
            Optional<JobFailure> refusal = plan.refusal();
            if (refusal.isPresent()) {
                return new JobEvent.Failed(job.id(), refusal.get(), 0);
            }
            try {
                return asItCan(job, plan, planning, run);
            } catch (DenoisingLoop.Stopped | InferenceException.CancelledRun e) {
                return new JobEvent.Cancelled(job.id(), job.ready());
            }
        };
    }

    /**
     * By the plan, on the device in use. Should memory run out, all over again by a plan that needs less; should the device
     * fail, all over again on the CPU. What failed for good leaves nothing loaded to the next job.
     */
    private JobEvent.Ended asItCan(LocalJob job, JobPlan first, Supplier<JobPlan> planning, Run run)
            throws PackException {
        JobPlan plan = first;
        while (true) {
            InferenceException failure;
            try {
                return run.of(job, plan);
            } catch (InferenceException.OutOfMemory | InferenceException.DeviceFailure e) {
                failure = e;
            }
            engine.models().abandonAll();
            Optional<JobPlan> lower = failure.isMemory() ? preflight.lower(plan, planning) : Optional.empty();
            if (lower.isPresent()) {
                plan = lower.get();
                LOG.warn(
                        "memory ran out; a plan for {} is next",
                        MemoryPlan.size(plan.memory().peak()),
                        failure);
                job.tell(new JobEvent.PlanLowered(job.id(), plan.told(), preflight.thrift(), false));
            } else if (failure instanceof InferenceException.DeviceFailure device
                    && engine.device().giveUp(device)) {
                job.tell(new JobEvent.DeviceChanged(job.id(), device()));
            } else {
                throw failure;
            }
        }
    }
}
