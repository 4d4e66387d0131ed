package studio.unclip.app.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.export.Metadata;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.platform.ProgramVersion;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackException;

/** {@code unclip bench}: where the time of a run goes. */
@Command(
        name = "bench",
        sortOptions = false,
        description = "Measures a run: per stage the time inside the model's runtime and the rest; making sessions,"
                + " noise and PNG writing apart.",
        footer = {
            "",
            "Every figure is the median over the repeats, for one run. 'outside' is everything between a stage's first"
                    + " and last model call that is not the model's runtime, and its share of both.",
            "Example: unclip bench --steps prior=25,decoder=30 --repeats 5"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int MOST_RUNS = 1000;

    private final CommandLineHost host;

    @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "What to draw. Default: a red bicycle.")
    List<String> words = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The seed. Default: 1.")
    long seed;

    @Option(names = "--candidates", paramLabel = "N", defaultValue = "1", description = "Pictures a run. Default: 1.")
    int candidates;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            defaultValue = "1",
            description = "Runs before the measured ones, 0 to 1000. Default: 1.")
    int warmup;

    @Option(
            names = "--repeats",
            paramLabel = "N",
            defaultValue = "3",
            description = "Measured runs, 1 to 1000. Default: 3.")
    int repeats;

    @Option(
            names = "--prior",
            paramLabel = "WHAT",
            description = "What the decoder is given for the image embedding, as in 'unclip generate'.")
    String prior;

    @Option(
            names = "--edit",
            arity = "0..1",
            fallbackValue = "a lion in a meadow",
            paramLabel = "TO",
            description = "Measure the slider instead: a picture of the prompt (default: a cat in a meadow) is prepared"
                    + " for a diff to TO, and previewed.")
    String edit;

    @Mixin
    SamplingOptions sampling = new SamplingOptions();

    @Mixin
    PackOptions pack = new PackOptions();

    @Mixin
    ReportOptions report = new ReportOptions();

    BenchCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        if (repeats < 1 || repeats > MOST_RUNS || warmup < 0 || warmup > MOST_RUNS) {
            throw CommandFailure.usage(String.format(
                    Locale.ROOT, "--repeats must be 1 to %d and --warmup 0 to %d.", MOST_RUNS, MOST_RUNS));
        }
        SamplingChoices choices = sampling.choices();
        ImageRequest.Generate draft = request(Map.of());
        long opening = host.nanoTime().getAsLong();
        try (ImageGenerator generator = pack.open(host, report, Optional.empty())) {
            long openNanos = host.nanoTime().getAsLong() - opening;
            ImageRequest.Generate request = request(choices.over(draft.stages(), generator.pack()));
            if (edit != null) {
                new EditBench(host, generator, report).run(request, edit);
                return ExitCode.OK;
            }
            List<BenchResult.Run> runs = new ArrayList<>();
            for (int run = 0; run < warmup + repeats; run++) {
                runs.add(run(generator, request, run));
            }
            BenchResult result = new BenchResult(openNanos, runs.subList(0, warmup), runs.subList(warmup, runs.size()));
            new BenchReport(generator, request, result).print(host.out(), report.json);
        }
        return ExitCode.OK;
    }

    private BenchResult.Run run(ImageGenerator generator, ImageRequest.Generate request, int index) throws IOException {
        ProgressLine progress = new ProgressLine(host, report.quiet, request.candidates());
        if (!host.errIsTerminal()) {
            progress.say(index < warmup ? "warm-up " + (index + 1) : "run " + (index - warmup + 1) + " of " + repeats);
        }
        List<Candidate> made = new ArrayList<>();
        long start = host.nanoTime().getAsLong();
        JobEvent.Completed completed = new JobRunner(generator, host, report)
                .run(request, JobOptions.quiet(), event -> {
                    if (event instanceof JobEvent.Progress step && host.errIsTerminal()) {
                        progress.show(step);
                    }
                    if (event instanceof JobEvent.Setback setback) {
                        JobRunner.note(setback.words()).ifPresent(progress::say);
                    }
                    if (event instanceof JobEvent.CandidateReady ready) {
                        made.add(ready.candidate());
                    }
                });
        long wall = host.nanoTime().getAsLong() - start;
        progress.clear();
        return new BenchResult.Run(wall, completed.timings(), pngNanos(made));
    }

    private long pngNanos(List<Candidate> made) throws IOException {
        PictureExport export = new PictureExport(ProgramVersion.title());
        long start = host.nanoTime().getAsLong();
        for (Candidate candidate : made) {
            export.encode(candidate.picture(), candidate.recipe(), Metadata.RECIPE);
        }
        return host.nanoTime().getAsLong() - start;
    }

    private ImageRequest.Generate request(Map<String, StageSettings> stages) {
        return new ImageRequest.Generate(
                words.isEmpty() ? (edit == null ? "a red bicycle" : "a cat in a meadow") : String.join(" ", words),
                prior == null ? Conditioning.DIFFUSION_PRIOR : Conditioning.ofWord(prior),
                new Sampling(seed, candidates, stages, NoiseOrder.STREAM_PER_STAGE));
    }
}
