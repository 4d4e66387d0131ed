package studio.unclip.inference.worker;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.job.JobQueue;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.job.QueuedJob;

/** An engine without a model inside a worker: {@value #STEPS} steps a candidate, and whatever the prompt says to do. */
final class PacedGenerator implements ImageGenerator {
    static final int STEPS = 10;
    static final int SIZE = 64;
    static final long STEP_MILLIS = 4;
    static final PixelRect AREA = new PixelRect(0, 0, SIZE, SIZE);

    private static final int SIGKILL = 9;
    private static final int SIGSEGV = 11;

    private final JobQueue jobs = new JobQueue(thrown -> new JobFailure.Internal(String.valueOf(thrown)));
    private final Preflight preflight = new Preflight(1);
    private final String device;
    private final Thrift thrift;

    /**
     * @param device what it says that it runs on
     * @param thrift how it was told to make plans
     */
    PacedGenerator(String device, Thrift thrift) {
        this.device = device;
        this.thrift = thrift;
    }

    /** What both sides say before anything runs. */
    static final class Preflight implements studio.unclip.inference.api.Preflight {
        private final int networks;
        private final boolean tileable;
        private Thrift thrift = Thrift.NONE;

        /** @param networks each needs one byte; with one alone there is nothing that could be loaded in turn */
        Preflight(int networks) {
            this(networks, false);
        }

        /** @param tileable whether less than a network's byte will do in tiles */
        Preflight(int networks, boolean tileable) {
            this.networks = networks;
            this.tileable = tileable;
        }

        @Override
        public void save(Thrift now) {
            thrift = now;
        }

        @Override
        public PackInfo pack() {
            return new PackInfo(
                    "paced",
                    "1",
                    "Paced",
                    "For tests",
                    "none",
                    "Apache-2.0",
                    List.of(),
                    SIZE,
                    Optional.empty(),
                    2,
                    false,
                    false,
                    List.of("an owl"));
        }

        @Override
        public PromptCheck check(String prompt) {
            return new PromptCheck(prompt.length(), 77, List.of(), List.of());
        }

        @Override
        public RunPlan plan(ImageRequest request) {
            return new RunPlan(
                    List.of(new RunPlan.Part(
                            "decoder",
                            "decoder",
                            STEPS,
                            1,
                            1,
                            1,
                            thrift == Thrift.NONE,
                            tileable && thrift == Thrift.IN_TILES)),
                    switch (thrift) {
                        case NONE -> 2 + networks;
                        case IN_TURN -> 3;
                        case IN_TILES -> tileable ? 2 : 3;
                    },
                    9,
                    List.of(AREA));
        }

        @Override
        public RunPlan plan(AnalysisRequest request) {
            return new RunPlan(List.of(), 1, 3, List.of());
        }
    }

    @Override
    public PackInfo pack() {
        return preflight.pack();
    }

    @Override
    public DeviceInfo device() {
        return new DeviceInfo(device, "Paced", 3);
    }

    @Override
    public PromptCheck check(String prompt) {
        return preflight.check(prompt);
    }

    @Override
    public RunPlan plan(ImageRequest request) {
        return preflight.plan(request);
    }

    @Override
    public Job submit(ImageRequest request, JobOptions options, Consumer<? super JobEvent> listener) {
        ImageRequest.Generate generate = (ImageRequest.Generate) request;
        CountDownLatch firstIsSent = new CountDownLatch(1);
        return jobs.submit(
                event -> {
                    listener.accept(event);
                    if (event instanceof JobEvent.CandidateReady) {
                        firstIsSent.countDown();
                    }
                },
                job -> run(job, generate, options, firstIsSent));
    }

    @Override
    public Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener) {
        AnalysisRequest.Rank rank = (AnalysisRequest.Rank) request;
        // As many as there are red pixels at the top left, so that an answer shows that the pictures came over.
        List<Double> reds = rank.pictures().stream()
                .map(picture -> Byte.toUnsignedInt(picture.rgba().get(0)) / 255.0)
                .toList();
        return jobs.submit(listener, job -> {
            doAsSaid(rank.text());
            return new JobEvent.Analysed(job.id(), new AnalysisResult.Ranked(reds));
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
                            doAsSaid(request.to());
                            if (request.to().equals("the card fails")) {
                                DeviceInfo cpu = new DeviceInfo("cpu", "Paced", 3, Optional.of("The card failed."));
                                job.tell(new JobEvent.DeviceChanged(job.id(), cpu));
                            }
                            job.tell(new JobEvent.Preview(job.id(), 0, "decoder", AREA, picture(9)));
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
    public void rest() {}

    @Override
    public void close() {
        jobs.end();
        jobs.close();
    }

    private JobEvent.Ended run(
            QueuedJob job, ImageRequest.Generate request, JobOptions options, CountDownLatch firstIsSent)
            throws InterruptedException {
        job.tell(new JobEvent.Planned(job.id(), preflight.plan(request)));
        for (int candidate = 0; candidate < request.candidates(); candidate++) {
            for (int step = 1; step <= STEPS; step++) {
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
                if (step == STEPS / 2 && candidate == 1) {
                    firstIsSent.await();
                    doAsSaid(request.prompt());
                }
                if (job.isCancelled()) {
                    return new JobEvent.Cancelled(job.id(), job.ready());
                }
                double done = step / (double) STEPS;
                double fraction = (candidate + done) / request.candidates();
                job.tell(new JobEvent.Progress(
                        job.id(), candidate, "decoder", step, STEPS, fraction, done, Duration.ofMillis(5)));
                if (options.previewInterval().isPositive()) {
                    job.tell(new JobEvent.Preview(
                            job.id(), candidate, "decoder", AREA, picture(request.seed() + candidate)));
                }
            }
            job.tell(new JobEvent.CandidateReady(job.id(), candidate(request, candidate)));
        }
        List<Integer> all =
                Stream.iterate(0, i -> i + 1).limit(request.candidates()).toList();
        return new JobEvent.Completed(job.id(), all, new RunTimings(List.of(), 0, 0));
    }

    /** In the middle of the second candidate. */
    private void doAsSaid(String prompt) {
        switch (prompt) {
            case "too much at once" -> {
                if (thrift == Thrift.NONE) {
                    call("raise", SIGKILL);
                }
            }
            case "too much in one piece" -> {
                if (thrift != Thrift.IN_TILES) {
                    call("raise", SIGKILL);
                }
            }
            case "too much in any case" -> call("raise", SIGKILL);
            case "exit" -> Runtime.getRuntime().halt(7);
            case "crash" -> call("raise", SIGSEGV);
            case "a native call that does not return" -> call("sleep", 1000);
            case "a step that does not return" ->
                LockSupport.parkNanos(Duration.ofMinutes(10).toNanos());
            case "print" -> System.out.println("this is no message");
            case "print in C" -> write("this is no message either");
            case "much on stderr" -> System.err.println("x".repeat(10_000_000));
            case "out of memory" -> {
                long[][] all = new long[1000][];
                for (int i = 0; i < all.length; i++) {
                    all[i] = new long[1 << 22];
                }
                throw new IllegalStateException("there was room for " + all.length);
            }
            default -> {}
        }
    }

    @SuppressWarnings("restricted")
    private static void call(String function, int argument) {
        Linker linker = Linker.nativeLinker();
        try {
            int _ = (int) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow(function),
                            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(argument);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** To standard output, past Java. */
    @SuppressWarnings("restricted")
    private static void write(String text) {
        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocateFrom(text);
            long _ = (long) linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("write"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG))
                    .invokeExact(1, bytes, bytes.byteSize());
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its recipe's notes tell what the worker inherited. */
    private Candidate candidate(ImageRequest.Generate request, int index) {
        Map<String, String> notes = new TreeMap<>();
        notes.put("telemetry", String.valueOf(System.getenv("ORT_DISABLE_TELEMETRY")));
        notes.put("folder", System.getProperty("user.dir"));
        notes.put("heap", String.valueOf(Runtime.getRuntime().maxMemory()));
        Recipe recipe = new Recipe(
                "paced",
                "1",
                new ImageRequest.Generate(
                        request.prompt(),
                        request.conditioning(),
                        new Sampling(
                                request.seed() + index,
                                1,
                                Map.of(),
                                request.sampling().noiseOrder())),
                notes);
        return new Candidate(
                index, new Result.Whole(picture(request.seed() + index)), recipe, OptionalDouble.empty(), Set.of());
    }

    /** Every byte follows from the seed. */
    static Picture picture(long seed) {
        byte[] rgba = new byte[SIZE * SIZE * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (seed * 31 + i);
        }
        return Picture.of(SIZE, SIZE, rgba);
    }
}
