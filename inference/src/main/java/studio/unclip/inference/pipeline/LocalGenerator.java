package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.GenerationException;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.text.KnownWords;
import studio.unclip.inference.text.Tokens;

/**
 * {@link ImageGenerator} in this process: one pack, one device, one model thread that runs jobs in order, one thread
 * that draws noise ahead. Thread-safe.
 */
public final class LocalGenerator implements ImageGenerator {
    private static final Logger LOG = LoggerFactory.getLogger(LocalGenerator.class);

    private final PackContents contents;
    private final EngineOptions options;
    private final Engine engine;
    private final ExecutorService modelThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-model").daemon().factory());
    private final ExecutorService noiseThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-noise").daemon().factory());
    private final Set<LocalJob> unfinished = ConcurrentHashMap.newKeySet();

    private LocalGenerator(PackContents contents, EngineOptions options, Engine engine) {
        this.contents = contents;
        this.options = options;
        this.engine = engine;
    }

    /**
     * Opens a pack; its networks are loaded with the first job.
     *
     * @param pack checked and open
     * @throws PackException if the pack asks for something this engine does not know
     * @throws GenerationException if ONNX Runtime cannot be started on this machine
     */
    public static LocalGenerator open(Pack pack, EngineOptions options) throws PackException {
        PackContents contents = PackContents.read(pack);
        try {
            OnnxRuntime runtime =
                    OnnxRuntime.start(new RuntimeOptions(new Device.Cpu(), options.threads(), options.spinning()));
            return new LocalGenerator(
                    contents, options, new Engine(contents, runtime, new LoadedModels(pack, runtime)));
        } catch (InferenceException e) {
            throw new GenerationException(Failures.of(contents.manifest().id(), e), e);
        }
    }

    @Override
    public PackInfo pack() {
        return PackFacts.of(contents, engine.canRank());
    }

    @Override
    public DeviceInfo device() {
        return new DeviceInfo("cpu", "CPU, " + options.threads() + " threads", options.memoryBudgetBytes());
    }

    @Override
    public PromptCheck check(String prompt) {
        Tokens tokens = contents.tokenizer().encode(prompt);
        KnownWords.Found unknown = contents.words().unknownIn(prompt);
        List<PromptCheck.UnknownWord> told = unknown.first().stream()
                .map(u -> new PromptCheck.UnknownWord(u.word(), u.start(), u.nearest()))
                .toList();
        return new PromptCheck(tokens.length(), tokens.ids().length, told, unknown.count(), tokens.cut());
    }

    @Override
    public RunPlan plan(ImageRequest request) {
        return switch (request) {
            case ImageRequest.Generate generate -> {
                List<StageChoice> stages = StageChoice.of(contents.manifest(), generate);
                MemoryPlan plan = memoryPlan(stages);
                List<RunPlan.Stage> planned = new ArrayList<>();
                for (MemoryPlan.Step step : plan.steps()) {
                    int steps = stages.stream()
                            .filter(s -> s.name().equals(step.name()))
                            .mapToInt(s -> s.steps() * (s.isPrior() ? s.samples() : 1))
                            .findFirst()
                            .orElse(1);
                    planned.add(new RunPlan.Stage(
                            step.name(), step.component(), steps, step.rows(), step.weights(), step.working()));
                }
                yield new RunPlan(planned, plan.peak(), plan.budget(), plan.staged());
            }
        };
    }

    @Override
    public Job submit(ImageRequest request, JobOptions jobOptions, Consumer<? super JobEvent> listener) {
        ImageRequest.Generate generate = switch (request) {
            case ImageRequest.Generate g -> g;
        };
        // Refuses here, on the caller's thread, what the pack cannot do.
        boolean staged =
                memoryPlan(StageChoice.of(contents.manifest(), generate)).staged();
        LocalJob job = new LocalJob(listener);
        job.tell(new JobEvent.Queued(job.id()));
        unfinished.add(job);
        try {
            modelThread.execute(() -> run(job, generate, jobOptions, staged));
        } catch (RejectedExecutionException e) {
            unfinished.remove(job);
            throw new IllegalStateException("the generator is closed", e);
        }
        return job;
    }

    @Override
    public CompletableFuture<AnalysisResult> analyse(AnalysisRequest request) {
        if (!engine.canRank()) {
            return CompletableFuture.failedFuture(new InvalidRequestException(
                    "pack",
                    "The pack " + contents.manifest().id() + " has no image encoder, so it cannot see pictures."));
        }
        if (request instanceof AnalysisRequest.Describe
                && contents.manifest().component(Roles.CAPTIONER).isEmpty()) {
            return CompletableFuture.failedFuture(new InvalidRequestException(
                    "pack",
                    "The pack " + contents.manifest().id() + " has no captioner, so it cannot describe pictures."));
        }
        CompletableFuture<AnalysisResult> result = new CompletableFuture<>();
        modelThread.execute(() -> {
            try {
                result.complete(new AnalysisRun(engine).run(request));
            } catch (PackException | RuntimeException | OutOfMemoryError e) {
                LOG.error("an analysis failed", e);
                result.completeExceptionally(
                        new GenerationException(Failures.of(contents.manifest().id(), e), e));
            }
        });
        return result;
    }

    @Override
    public void close() {
        modelThread.shutdown();
        unfinished.forEach(LocalJob::cancel);
        try {
            // A cancelled run ends within one node of its graph.
            if (!modelThread.awaitTermination(60, TimeUnit.SECONDS)) {
                LOG.error("the model thread did not end; its memory stays with the process");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        noiseThread.shutdown();
        engine.close();
    }

    private void run(LocalJob job, ImageRequest.Generate request, JobOptions jobOptions, boolean staged) {
        JobEvent.Ended end;
        try {
            end = job.cancelSignal().isCancelled()
                    ? new JobEvent.Cancelled(job.id(), job.ready())
                    : new GenerateRun(engine, request, job, jobOptions.previewInterval(), staged, noiseThread).run();
        } catch (DenoisingLoop.Stopped | InferenceException.CancelledRun e) {
            end = new JobEvent.Cancelled(job.id(), job.ready());
        } catch (PackException | RuntimeException | OutOfMemoryError e) {
            LOG.error("job {} failed", job.id(), e);
            end = new JobEvent.Failed(job.id(), Failures.of(contents.manifest().id(), e), job.ready());
        } finally {
            unfinished.remove(job);
        }
        job.end(end);
    }

    private MemoryPlan memoryPlan(List<StageChoice> stages) {
        List<MemoryPlan.Use> uses = new ArrayList<>();
        uses.add(new MemoryPlan.Use(Roles.TEXT_ENCODER, Roles.TEXT_ENCODER, 1));
        stages.forEach(s -> uses.add(new MemoryPlan.Use(s.name(), s.stage().component(), s.rows())));
        if (engine.canRank()) {
            uses.add(new MemoryPlan.Use(Roles.IMAGE_ENCODER, Roles.IMAGE_ENCODER, 1));
        }
        return MemoryPlan.of(contents.manifest(), uses, 1, options.memoryBudgetBytes());
    }
}
