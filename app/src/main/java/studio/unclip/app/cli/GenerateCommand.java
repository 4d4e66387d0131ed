package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
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
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.platform.ProgramVersion;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackException;

/** {@code unclip generate}: text to picture. */
@Command(
        name = "generate",
        sortOptions = false,
        description = "Makes pictures from a prompt and writes them as PNG, each with the recipe that makes it again.",
        footer = {
            "",
            "Several candidates are written as FILE-1.png, FILE-2.png... in the order of their seeds; the printed rank"
                    + " says which matches the prompt best.",
            "Example: unclip generate \"an owl in the snow\" --candidates 4 --seed 7 -o owl.png"
        })
final class GenerateCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "What to draw. Optional with --recipe.")
    List<String> words = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE.png",
            description = "Where the picture goes.")
    Path output;

    @Option(names = "--overwrite", description = "Replace files that exist.")
    boolean overwrite;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Seed of the first candidate, 0 to 4294967295; the next ones count up. Default: drawn at random.")
    Long seed;

    @Option(names = "--candidates", paramLabel = "N", description = "How many pictures to make, 1 to 64. Default: 1.")
    Integer candidates;

    @Mixin
    SamplingOptions sampling = new SamplingOptions();

    @Option(
            names = "--recipe",
            paramLabel = "FILE",
            description = "Start from the recipe in a PNG or JSON file; other options and a prompt change it.")
    Path recipe;

    @Mixin
    PackOptions pack = new PackOptions();

    @Option(names = "--plan", description = "Print what would run and how much memory it needs, and make nothing.")
    boolean plan;

    @Option(
            names = {"--private", "--no-recipe"},
            description = "Leave the prompt and the recipe out of the file; the mark of a generated picture stays.")
    boolean withoutRecipe;

    @Option(names = "--no-metadata", description = "Write no recipe, no prompt and no mark.")
    boolean noMetadata;

    @Mixin
    ReportOptions report = new ReportOptions();

    GenerateCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException, PackException {
        Optional<Recipe> read =
                recipe == null ? Optional.empty() : Optional.of(RecipeReader.read(host.resolve(recipe)));
        Optional<ImageRequest.Generate> base = read.map(GenerateCommand::generating);
        SamplingChoices choices = sampling.choices();
        // Complete but for the pack's stage names: a wrong value is refused before a pack is opened.
        ImageRequest.Generate draft = request(base, choices, Map.of());
        Optional<OutputFiles> files = files(draft.candidates());

        try (ImageGenerator generator = pack.open(host, read.map(Recipe::pack))) {
            PackInfo info = generator.pack();
            ImageRequest.Generate request = request(
                    base,
                    choices,
                    choices.over(base.map(ImageRequest.Generate::stages).orElse(Map.of()), info),
                    draft.seed());
            if (plan) {
                new PlanReport(host.out()).print(generator, request, report.json);
                return ExitCode.OK;
            }
            ProgressLine progress = new ProgressLine(host, report.quiet, request.candidates());
            PromptNotes notes = new PromptNotes(generator.check(request.prompt()));
            notes.lines().forEach(progress::say);
            read.flatMap(b -> otherPack(b, info)).ifPresent(progress::say);
            request.stages()
                    .forEach((name, settings) -> info.stage(name)
                            .flatMap(stage -> stage.noteOnSteps(settings))
                            .ifPresent(note -> progress.say("note: " + note)));
            run(generator, request, files.orElseThrow(), notes, progress);
            return ExitCode.OK;
        }
    }

    private void run(
            ImageGenerator generator,
            ImageRequest.Generate request,
            OutputFiles files,
            PromptNotes notes,
            ProgressLine progress) {
        GenerateReport result = new GenerateReport(generator, request, notes, files);
        PictureExport export = new PictureExport(ProgramVersion.title());
        List<JobFailure> failures = new ArrayList<>();
        try {
            JobEvent.Completed completed = new JobRunner(generator, host.interruption())
                    .run(request, JobOptions.quiet(), event -> {
                        switch (event) {
                            case JobEvent.Planned planned ->
                                PlanReport.note(planned.plan()).ifPresent(progress::say);
                            case JobEvent.Progress step -> progress.show(step);
                            case JobEvent.CandidateReady ready -> {
                                save(export, ready.candidate(), files);
                                result.saved(ready.candidate());
                                ready.candidate()
                                        .warnings()
                                        .forEach(warning -> progress.say("warning: "
                                                + files.of(ready.candidate().index()) + ": " + warning.message()));
                            }
                            case JobEvent.CandidateFailed failed -> failures.add(failed.failure());
                            default -> {
                                // Queued says nothing new, previews are switched off.
                            }
                        }
                    });
            result.completed(completed);
        } finally {
            // Pictures finished before a cancel or a failure are kept, and said.
            progress.clear();
            if (result.hasPictures()) {
                result.print(host.out(), report.json);
            }
        }
        if (!failures.isEmpty()) {
            throw JobRunner.failure(failures.getFirst(), null);
        }
    }

    private void save(PictureExport export, Candidate candidate, OutputFiles files) {
        Path file = files.of(candidate.index());
        try {
            export.write(candidate.picture(), candidate.recipe(), file, metadata(), overwrite);
        } catch (FileAlreadyExistsException e) {
            throw OutputFiles.existing(file);
        } catch (IOException e) {
            throw Failures.ofFile(e);
        }
    }

    private Metadata metadata() {
        return noMetadata ? Metadata.NONE : withoutRecipe ? Metadata.MARK_ONLY : Metadata.RECIPE;
    }

    private Optional<OutputFiles> files(int count) {
        if (plan) {
            return Optional.empty();
        }
        if (output == null) {
            throw CommandFailure.usage("Say where the picture goes: -o FILE.png.");
        }
        OutputFiles files = OutputFiles.of(host.resolve(output), count);
        files.check(overwrite);
        return Optional.of(files);
    }

    private ImageRequest.Generate request(
            Optional<ImageRequest.Generate> base, SamplingChoices choices, Map<String, StageSettings> stages) {
        long chosen =
                seed != null ? seed : base.map(ImageRequest.Generate::seed).orElseGet(host.randomSeeds()::getAsLong);
        return request(base, choices, stages, chosen);
    }

    private ImageRequest.Generate request(
            Optional<ImageRequest.Generate> base,
            SamplingChoices choices,
            Map<String, StageSettings> stages,
            long chosenSeed) {
        if (words.isEmpty() && base.isEmpty()) {
            throw new InvalidRequestException(
                    "prompt",
                    "There is no prompt. Say what to draw, for example: unclip generate \"an owl\" -o owl.png");
        }
        return new ImageRequest.Generate(
                words.isEmpty() ? base.orElseThrow().prompt() : String.join(" ", words),
                choices.conditioning()
                        .or(() -> base.map(ImageRequest.Generate::conditioning))
                        .orElse(Conditioning.DIFFUSION_PRIOR),
                new Sampling(
                        chosenSeed,
                        candidates == null ? 1 : candidates,
                        stages,
                        base.map(one -> one.sampling().noiseOrder()).orElse(NoiseOrder.STREAM_PER_STAGE)));
    }

    private static ImageRequest.Generate generating(Recipe recipe) {
        if (recipe.request() instanceof ImageRequest.Generate generate) {
            return generate;
        }
        throw CommandFailure.usage("This recipe is of another operation. Replay it with: unclip " + recipe.operation()
                + " --recipe FILE -o OUT.png.");
    }

    private static Optional<String> otherPack(Recipe recipe, PackInfo info) {
        if (recipe.pack().equals(info.id()) && recipe.packVersion().equals(info.version())) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "note: the recipe is for %s %s; with %s %s the picture will be another one.",
                recipe.pack(),
                recipe.packVersion(),
                info.id(),
                info.version()));
    }
}
