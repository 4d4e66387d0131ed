package studio.unclip.app.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
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
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.job.QueuedJob;

/**
 * An engine without a model: pictures of one colour that follows from the seed, patches of it where a part of a picture is
 * asked for, scores by script, failures and waits where a test asks for them. Keeps the port's promises about threads and the order of events.
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
            4,
            true,
            List.of());

    /** How much of a picture the model sees on each side of a mask, pixels. */
    public static final int AROUND = 16;

    public final List<ImageRequest.Generate> requests = new CopyOnWriteArrayList<>();
    /** Requests of every kind, {@link #requests} among them. */
    public final List<ImageRequest> everything = new CopyOnWriteArrayList<>();

    public final List<AnalysisRequest> analyses = new CopyOnWriteArrayList<>();
    public final AtomicInteger rests = new AtomicInteger();
    public final CountDownLatch waiting = new CountDownLatch(1);

    private JobQueue jobs = queue();
    private Function<String, PromptCheck> check = _ -> new PromptCheck(5, 77, List.of(), List.of());
    private LongFunction<Picture> drawing = ScriptedGenerator::picture;
    private PackInfo pack = PACK;
    private DeviceInfo device = new DeviceInfo("cpu", "Test processor", 1L << 30);
    private Duration pace = Duration.ZERO;
    private Optional<Conditioning> missing = Optional.empty();
    private Optional<String> notice = Optional.empty();
    private Predicate<ImageRequest> cannot = _ -> false;
    private String whyNot = "";
    private Optional<JobFailure> failure = Optional.empty();
    private Optional<RuntimeException> submitFailure = Optional.empty();
    private Optional<JobFailure> analysisFailure = Optional.empty();
    private Optional<InvalidRequestException> analysisRefusal = Optional.empty();
    private Set<Integer> broken = Set.of();
    private Set<Candidate.Warning> warnings = Set.of();
    private RunPlan plan = new RunPlan(
            List.of(new RunPlan.Part("decoder", "decoder", 30, 2, 50_000_000, 10_000_000, true)),
            60_000_000,
            1_000_000_000,
            List.of());
    private int endsAfter = Integer.MAX_VALUE;
    private List<Double> scores = List.of(0.3);
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
        pack = new PackInfo(
                PACK.id(),
                PACK.version(),
                PACK.name(),
                PACK.description(),
                PACK.family(),
                PACK.licence(),
                PACK.stages(),
                PACK.outputSize(),
                PACK.defaultCandidates(),
                PACK.canRank(),
                List.of(concepts));
        return this;
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
    public ScriptedGenerator drawing(LongFunction<Picture> pictures) {
        drawing = pictures;
        return this;
    }

    /** Tells of every step, this long after the one before, as a model does. */
    public ScriptedGenerator pacing(Duration aStep) {
        pace = aStep;
        return this;
    }

    /** Scores of the candidates in order, over again when they run out. */
    public ScriptedGenerator scoring(Double... values) {
        scores = List.of(values);
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
        warnings = Set.of(with);
        return this;
    }

    /** What every request needs. */
    public ScriptedGenerator planning(RunPlan with) {
        plan = with;
        return this;
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
        return new RunPlan(plan.parts(), plan.peakBytes(), plan.budgetBytes(), List.of(view(request)));
    }

    /** What the model would be shown: around a mask so much more, of a canvas that grows all. */
    private PixelRect view(ImageRequest request) {
        return switch (request) {
            case ImageRequest.Inpaint inpaint -> {
                PixelRect box = inpaint.mask().area().orElseThrow();
                yield new PixelRect(
                        box.x() - AROUND, box.y() - AROUND, box.width() + 2 * AROUND, box.height() + 2 * AROUND);
            }
            case ImageRequest.Expand expand ->
                new PixelRect(0, 0, expand.canvas().width(), expand.canvas().height());
            case ImageRequest.Vary vary -> vary.picture().bounds();
            case ImageRequest.Refine refine -> refine.picture().bounds();
            case ImageRequest.TextDiff diff -> diff.picture().bounds();
            default -> drawing.apply(request.seed()).bounds();
        };
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
            if (!walk(job, cancelled, request, i, options)) {
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
            Candidate candidate = candidate(request, i);
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

    /** Through the stages of one candidate; false if the job was cancelled on the way. */
    private boolean walk(
            QueuedJob job, CountDownLatch cancelled, ImageRequest request, int candidate, JobOptions options)
            throws InterruptedException {
        UUID id = job.id();
        boolean previews = options.previewInterval().isPositive();
        if (pace.isZero()) {
            job.tell(progress(id, candidate, "prior", 25, request.candidates()));
            job.tell(progress(id, candidate, "decoder", 30, request.candidates()));
        } else if (!walkSteps(job, cancelled, request, candidate, previews)) {
            return false;
        }
        if (previews) {
            job.tell(preview(id, request, candidate));
        }
        return true;
    }

    private boolean walkSteps(
            QueuedJob job, CountDownLatch cancelled, ImageRequest request, int candidate, boolean previews)
            throws InterruptedException {
        UUID id = job.id();
        int all = 55;
        for (int step = 1; step <= all; step++) {
            if (cancelled.await(pace.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            double fraction = (candidate + step / (double) all) / request.candidates();
            Duration left = pace.multipliedBy((long) (all * request.candidates() * (1 - fraction)));
            boolean prior = step <= 25;
            job.tell(new JobEvent.Progress(
                    id,
                    candidate,
                    prior ? "prior" : "decoder",
                    prior ? step : step - 25,
                    prior ? 25 : 30,
                    fraction,
                    step / (double) all,
                    left));
            if (previews && !prior && step % 4 == 0) {
                job.tell(preview(id, request, candidate));
            }
        }
        return true;
    }

    private JobEvent.Preview preview(UUID id, ImageRequest request, int candidate) {
        Picture guess = drawing.apply(Seeds.ofCandidate(request.seed(), candidate));
        return new JobEvent.Preview(id, candidate, "decoder", view(request), guess);
    }

    private static JobEvent.Progress progress(UUID id, int candidate, String stage, int steps, int candidates) {
        return new JobEvent.Progress(
                id, candidate, stage, 1, steps, candidate / (double) candidates, 0.1, Duration.ofSeconds(12));
    }

    private Candidate candidate(ImageRequest request, int index) {
        long seed = Seeds.ofCandidate(request.seed(), index);
        Map<String, StageSettings> all = new TreeMap<>();
        PACK.stages().forEach(stage -> all.put(stage.name(), stage.defaults()));
        all.putAll(request.stages());
        Recipe recipe = new Recipe(
                PACK.id(),
                PACK.version(),
                request.with(new Sampling(seed, 1, all, request.sampling().noiseOrder())),
                Map.of());
        return new Candidate(
                index, result(request, seed), recipe, OptionalDouble.of(scores.get(index % scores.size())), warnings);
    }

    private Result result(ImageRequest request, long seed) {
        return switch (request) {
            case ImageRequest.Inpaint inpaint -> {
                PixelRect all = inpaint.picture().bounds();
                yield new Result.Patches(
                        all.width(),
                        all.height(),
                        0,
                        0,
                        List.of(patch(view(request).intersect(all), seed)));
            }
            case ImageRequest.Expand expand -> {
                PixelRect canvas = expand.canvas();
                yield new Result.Patches(
                        canvas.width(),
                        canvas.height(),
                        -canvas.x(),
                        -canvas.y(),
                        List.of(patch(new PixelRect(0, 0, canvas.width(), canvas.height()), seed)));
            }
            default -> new Result.Whole(finished(request, seed));
        };
    }

    /** Filled with the first pixel of the seed's picture. */
    private Patch patch(PixelRect area, long seed) {
        byte[] pixel = new byte[4];
        drawing.apply(seed).rgba().get(0, pixel);
        byte[] rgba = new byte[area.width() * area.height() * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = pixel[i % 4];
        }
        return new Patch(area, Picture.of(area.width(), area.height(), rgba));
    }

    /** As the request wants it: larger than its own picture, or as the seed has it. */
    private Picture finished(ImageRequest request, long seed) {
        if (!(request instanceof ImageRequest.Upscale upscale)) {
            return drawing.apply(seed);
        }
        Picture small = upscale.picture().read(upscale.picture().bounds());
        int width = small.width() * upscale.factor();
        byte[] rgba = new byte[width * small.height() * upscale.factor() * 4];
        for (int i = 0; i < rgba.length / 4; i++) {
            int from = i / width / upscale.factor() * small.width() + i % width / upscale.factor();
            small.rgba().get(from * 4, rgba, i * 4, 4);
        }
        return Picture.of(width, small.height() * upscale.factor(), rgba);
    }

    /** The picture of a seed: its lowest bytes as a colour. */
    public static Picture picture(long seed) {
        byte[] rgba = new byte[8 * 8 * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            rgba[i] = (byte) seed;
            rgba[i + 1] = (byte) (seed >> 8);
            rgba[i + 2] = (byte) (i / 4);
            rgba[i + 3] = (byte) 255;
        }
        return Picture.of(8, 8, rgba);
    }

    @Override
    public Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener) {
        analyses.add(request);
        if (analysisRefusal.isPresent()) {
            throw analysisRefusal.get();
        }
        return jobs.submit(listener, job -> {
            job.tell(new JobEvent.Planned(job.id(), plan));
            return analysisFailure.isPresent()
                    ? new JobEvent.Failed(job.id(), analysisFailure.get(), 0)
                    : new JobEvent.Analysed(job.id(), answer(request));
        });
    }

    private AnalysisResult answer(AnalysisRequest request) {
        return switch (request) {
            case AnalysisRequest.Rank rank ->
                new AnalysisResult.Ranked(IntStream.range(0, rank.pictures().size())
                        .mapToObj(i -> scores.get((analyses.size() - 1 + i) % scores.size()))
                        .toList());
            case AnalysisRequest.Describe describe ->
                new AnalysisResult.Described(List.of(
                        new AnalysisResult.Caption("an owl on the grass", 0.8, -0.5),
                        new AnalysisResult.Caption("an owl", 0.7, -0.2)));
            case AnalysisRequest.See _ ->
                new AnalysisResult.Seen(List.of(
                        new AnalysisResult.Sight("an owl", AnalysisResult.Kind.THING, 0.5, 4.25),
                        new AnalysisResult.Sight("in the snow", AnalysisResult.Kind.PLACE, 0.4, 2)));
            case AnalysisRequest.SeeChange _ ->
                new AnalysisResult.Changed(
                        List.of(new AnalysisResult.Sight("at sea", AnalysisResult.Kind.PLACE, 0.5, 3)),
                        List.of(new AnalysisResult.Sight("in the snow", AnalysisResult.Kind.PLACE, 0.1, -2.5)));
            case AnalysisRequest.Classify classify ->
                new AnalysisResult.Classified(classify.labels().stream()
                        .map(label -> new AnalysisResult.Label(
                                classify.template().replace("{}", label),
                                0.25,
                                1.0 / classify.labels().size()))
                        .toList());
        };
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
                            Picture small = picture((long) (theta * 1000));
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
