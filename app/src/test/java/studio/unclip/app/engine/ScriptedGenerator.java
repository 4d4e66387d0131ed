package studio.unclip.app.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.job.QueuedJob;

/**
 * An engine without a model: {@link ScriptedPictures}, failures and waits where a test asks for them. Keeps the port's
 * promises about threads and the order of events.
 */
public final class ScriptedGenerator implements ImageGenerator {
    public static final PackInfo PACK = new PackInfo(
            "unclip-starter",
            "0.1.0",
            "Starter pack",
            "For tests",
            "pixel-cascade",
            "Apache-2.0",
            List.of(stage("prior", 0, 25, 2.0), stage("decoder", 64, 30, 1.75), stage("upsampler-256", 256, 2, 1.0)),
            8,
            Optional.empty(),
            4,
            true,
            true,
            List.of());

    public final List<ImageRequest.Generate> requests = new CopyOnWriteArrayList<>();
    /** Requests of every kind, {@link #requests} among them. */
    public final List<ImageRequest> everything = new CopyOnWriteArrayList<>();

    public final List<AnalysisRequest> analyses = new CopyOnWriteArrayList<>();
    public final AtomicInteger rests = new AtomicInteger();
    public final CountDownLatch waiting = new CountDownLatch(1);

    private JobQueue jobs = queue();
    private Function<String, PromptCheck> check = _ -> new PromptCheck(5, 77, List.of(), List.of());
    private final ScriptedPictures pictures = new ScriptedPictures();
    private final ScriptedSteps steps = new ScriptedSteps(pictures);
    private PackInfo pack = PACK;
    private DeviceInfo device = new DeviceInfo("cpu", "Test processor", 1L << 30);
    private Optional<Conditioning> missing = Optional.empty();
    private Optional<String> notice = Optional.empty();
    private Predicate<ImageRequest> cannot = _ -> false;
    private String whyNot = "";
    private Optional<JobFailure> failure = Optional.empty();
    private Optional<RuntimeException> submitFailure = Optional.empty();
    private Optional<DeviceInfo> lost = Optional.empty();
    private Optional<JobFailure> analysisFailure = Optional.empty();
    private Optional<InvalidRequestException> analysisRefusal = Optional.empty();
    private Set<Integer> broken = Set.of();
    private RunPlan plan = new RunPlan(
            List.of(new RunPlan.Part("decoder", "decoder", 30, 2, 50_000_000, 10_000_000, true, false)),
            60_000_000,
            1_000_000_000,
            List.of());
    private int endsAfter = Integer.MAX_VALUE;
    private boolean closed;

    private static PackInfo.Stage stage(String name, int size, int steps, double guidance) {
        return new PackInfo.Stage(
                name,
                size,
                List.of("unclip", "ddim", "dpmpp-2m"),
                new StageSettings(
                        Optional.of("ddim"),
                        OptionalInt.of(steps),
                        OptionalDouble.of(guidance),
                        OptionalDouble.of(0),
                        OptionalInt.of(1)));
    }

    /** What {@link #check} answers. */
    public ScriptedGenerator checking(PromptCheck answer) {
        return checkingWith(_ -> answer);
    }

    /** What {@link #check} answers, by prompt. */
    public ScriptedGenerator checkingWith(Function<String, PromptCheck> answers) {
        check = answers;
        return this;
    }

    /** What the pack says it can draw. */
    public ScriptedGenerator knowing(String... concepts) {
        pack = pack(pack.outputSize(), pack.sizes(), List.of(concepts));
        return this;
    }

    /** Its pack draws other sizes than its own, and so are the pictures. */
    public ScriptedGenerator sized(int own, PackInfo.Sizes sizes) {
        pack = pack(own, Optional.of(sizes), pack.concepts());
        return this;
    }

    private static PackInfo pack(int own, Optional<PackInfo.Sizes> sizes, List<String> concepts) {
        return new PackInfo(
                PACK.id(),
                PACK.version(),
                PACK.name(),
                PACK.description(),
                PACK.family(),
                PACK.licence(),
                PACK.stages(),
                own,
                sizes,
                PACK.defaultCandidates(),
                PACK.canRank(),
                PACK.looks(),
                concepts);
    }

    /** What the pack has no part for. */
    public ScriptedGenerator without(Conditioning conditioning) {
        missing = Optional.of(conditioning);
        return this;
    }

    /** What it says of every picture. */
    public void notices(String words) {
        notice = Optional.of(words);
    }

    @Override
    public Optional<String> notice(PictureSource picture) {
        return notice;
    }

    /** What the pack cannot do at all, and why. */
    public ScriptedGenerator refusing(Predicate<ImageRequest> what, String why) {
        cannot = what;
        whyNot = why;
        return this;
    }

    /** The finished picture of a seed; previews are the same. */
    public ScriptedGenerator drawing(LongFunction<Picture> bySeed) {
        pictures.drawing = bySeed;
        return this;
    }

    /** Tells of every step, this long after the one before, as a model does. */
    public ScriptedGenerator pacing(Duration aStep) {
        steps.pace = aStep;
        return this;
    }

    /** Stands still before its first preview, until {@link #showPreviews}. */
    public ScriptedGenerator holdingPreviews() {
        steps.previews = new CountDownLatch(1);
        return this;
    }

    public void showPreviews() {
        steps.previews.countDown();
    }

    /** Scores of the candidates in order, over again when they run out. */
    public ScriptedGenerator scoring(Double... values) {
        pictures.scores = List.of(values);
        return this;
    }

    /** Fails once so many candidates are ready. */
    public ScriptedGenerator failingAfter(int ready, JobFailure with) {
        endsAfter = ready;
        failure = Optional.of(with);
        return this;
    }

    /** Stands still once so many candidates are ready, until the job is cancelled. */
    public ScriptedGenerator waitingAfter(int ready) {
        endsAfter = ready;
        return this;
    }

    /** Does not take a request. */
    public ScriptedGenerator failingSubmit(RuntimeException with) {
        submitFailure = Optional.of(with);
        return this;
    }

    /** Makes all candidates but these, which are not finite. */
    public ScriptedGenerator breaking(Integer... indexes) {
        broken = Set.of(indexes);
        return this;
    }

    /** Every candidate comes with these warnings. */
    public ScriptedGenerator warning(Candidate.Warning... with) {
        pictures.warnings = Set.of(with);
        return this;
    }

    /** What every request needs. */
    public ScriptedGenerator planning(RunPlan with) {
        plan = with;
        return this;
    }

    /** The device fails at the next preview of a slider, or the next analysis, and this one takes its place. */
    public void losesItsDeviceTo(DeviceInfo other) {
        lost = Optional.of(other);
    }

    private void loseDevice(QueuedJob job) {
        lost.ifPresent(other -> {
            device = other;
            job.tell(new JobEvent.DeviceChanged(job.id(), other));
        });
        lost = Optional.empty();
    }

    /** Analyses fail so. */
    public ScriptedGenerator failingAnalysis(JobFailure with) {
        analysisFailure = Optional.of(with);
        return this;
    }

    /** Analyses are refused so. */
    public ScriptedGenerator refusingAnalysis(InvalidRequestException with) {
        analysisRefusal = Optional.of(with);
        return this;
    }

    /** This generator, open again: who opens a pack anew may be given the same fake. */
    public ScriptedGenerator opened() {
        if (closed) {
            closed = false;
            jobs = queue();
        }
        return this;
    }

    private static JobQueue queue() {
        return new JobQueue(thrown -> new JobFailure.Internal(String.valueOf(thrown)));
    }

    /** Runs something once all that was asked up to now is done and told. */
    public void afterAll(Runnable then) {
        jobs.submit(
                event -> {
                    if (event instanceof JobEvent.Ended) {
                        then.run();
                    }
                },
                ScriptedGenerator::done);
    }

    /** Where it says that it runs. */
    public void runsOn(DeviceInfo other) {
        device = other;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public PackInfo pack() {
        return pack;
    }

    @Override
    public DeviceInfo device() {
        return device;
    }

    @Override
    public PromptCheck check(String prompt) {
        return check.apply(prompt);
    }

    @Override
    public RunPlan plan(ImageRequest request) {
        if (request instanceof ImageRequest.Generate generate && missing.equals(Optional.of(generate.conditioning()))) {
            throw new InvalidRequestException("prior", "The pack has no such prior.");
        }
        if (cannot.test(request)) {
            throw new InvalidRequestException("pack", whyNot);
        }
        PixelRect view = pictures.view(request);
        PixelRect tile = new PixelRect(view.x(), view.y(), 1, 1);
        return new RunPlan(plan.parts(), plan.peakBytes(), plan.budgetBytes(), List.of(view, tile), 1);
    }

    @Override
    public Job submit(ImageRequest request, JobOptions options, Consumer<? super JobEvent> listener) {
        submitFailure.ifPresent(failure -> {
            throw failure;
        });
        request.stages()
                .forEach((stage, settings) -> settings.sampler().ifPresent(sampler -> {
                    if (!PACK.stage(stage).orElseThrow().samplers().contains(sampler)) {
                        throw new InvalidRequestException(
                                "sampler", "The stage " + stage + " has no sampler " + sampler + ".");
                    }
                }));
        everything.add(request);
        if (request instanceof ImageRequest.Generate generate) {
            requests.add(generate);
        }
        return jobs.submit(listener, job -> run(job, request, options));
    }

    private JobEvent.Ended run(QueuedJob job, ImageRequest request, JobOptions options) throws InterruptedException {
        UUID id = job.id();
        CountDownLatch cancelled = new CountDownLatch(1);
        job.onCancel(cancelled::countDown);
        List<Candidate> ready = new ArrayList<>();
        job.tell(new JobEvent.Planned(id, plan(request)));
        for (int i = 0; i < request.candidates(); i++) {
            if (!steps.walk(job, cancelled, request, i, options)) {
                return new JobEvent.Cancelled(id, ready.size());
            }
            if (i == endsAfter) {
                if (failure.isPresent()) {
                    return new JobEvent.Failed(id, failure.get(), ready.size());
                }
                waiting.countDown();
                cancelled.await();
                return new JobEvent.Cancelled(id, ready.size());
            }
            if (broken.contains(i)) {
                JobFailure why = new JobFailure.NotFinite("decoder", "The decoder gave numbers that are not finite.");
                job.tell(new JobEvent.CandidateFailed(id, i, why));
                continue;
            }
            Candidate candidate = pictures.candidate(request, i);
            ready.add(candidate);
            job.tell(new JobEvent.CandidateReady(id, candidate));
        }
        List<Integer> ranked = ready.stream()
                .sorted(Comparator.comparingDouble(c -> -c.score().orElseThrow()))
                .map(Candidate::index)
                .toList();
        RunTimings timings = new RunTimings(
                List.of(
                        new RunTimings.Stage("prior", 50, 400_000_000, 4_000_000, 1_000_000),
                        new RunTimings.Stage("decoder", 30, 600_000_000, 6_000_000, 0)),
                1_000_000_000,
                250_000_000);
        return new JobEvent.Completed(id, ranked, timings);
    }

    @Override
    public Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener) {
        analyses.add(request);
        if (analysisRefusal.isPresent()) {
            throw analysisRefusal.get();
        }
        return jobs.submit(listener, job -> {
            job.tell(new JobEvent.Planned(job.id(), plan));
            loseDevice(job);
            return analysisFailure.isPresent()
                    ? new JobEvent.Failed(job.id(), analysisFailure.get(), 0)
                    : new JobEvent.Analysed(
                            job.id(), ScriptedLooks.of(request, i -> pictures.score(analyses.size() - 1 + i)));
        });
    }

    @Override
    public PreparedEdit prepare(ImageRequest.TextDiff request, Consumer<? super EditEvent> listener) {
        return PreparedJobs.begin(
                new PreparedJobs.Work() {
                    @Override
                    public Job find(Consumer<? super JobEvent> told) {
                        return jobs.submit(told, job -> done(job));
                    }

                    @Override
                    public ImageRequest.TextDiff found() {
                        return request;
                    }

                    @Override
                    public Job preview(double theta, Consumer<? super JobEvent> told) {
                        return jobs.submit(told, job -> {
                            loseDevice(job);
                            Picture small = ScriptedPictures.picture((long) (theta * 1000));
                            job.tell(new JobEvent.Preview(
                                    job.id(), 0, "decoder", request.picture().bounds(), small));
                            return done(job);
                        });
                    }

                    @Override
                    public void close() {
                        // It keeps nothing.
                    }
                },
                listener);
    }

    private static JobEvent.Ended done(QueuedJob job) {
        return new JobEvent.Completed(job.id(), List.of(), new RunTimings(List.of(), 0, 0));
    }

    @Override
    public void rest() {
        rests.incrementAndGet();
    }

    @Override
    public void close() {
        closed = true;
        boolean _ = jobs.end();
        jobs.close();
    }
}
