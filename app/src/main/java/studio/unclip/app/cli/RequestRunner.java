package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import studio.unclip.app.export.Metadata;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.platform.ProgramVersion;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackException;

/**
 * Runs a command that makes pictures: from its options and a recipe to a request, through the engine, to the files. What
 * can be refused is refused before a pack is opened, and before anything is computed.
 *
 * @param <R> the command's kind of request
 */
final class RequestRunner<R extends ImageRequest> {
    private final CommandLineHost host;
    private final RunOptions options;
    private final Class<R> kind;

    /**
     * Makes the request that the options ask for.
     *
     * @param <R> the command's kind of request
     */
    @FunctionalInterface
    interface Maker<R> {
        /**
         * @param recipe the recipe's request, its pictures given; empty without a recipe
         * @param sampling of the request
         */
        R of(Optional<R> recipe, Sampling sampling) throws IOException;
    }

    RequestRunner(CommandLineHost host, RunOptions options, Class<R> kind) {
        this.host = host;
        this.options = options;
        this.kind = kind;
    }

    /** The recipe's notes, none without a recipe: settings of the command that are none of the engine's. */
    Map<String, String> notes() throws IOException {
        return recipe().map(Recipe::notes).orElse(Map.of());
    }

    /**
     * Does it all.
     *
     * @param maker makes the request
     * @param landing what becomes of each candidate, on this thread
     * @return the exit code
     */
    int run(Maker<R> maker, Function<Candidate, Outcome> landing) throws IOException, PackException {
        return prepared(maker, draft -> files(draft.candidates()), (generator, request, files, progress) -> {
            PromptNotes notes = said(generator, request, progress);
            run(generator, List.of(request), new RunReport(generator, request, notes, files), files, progress, landing);
        });
    }

    /**
     * Makes several requests in place of one: a file each, numbered through, and a sheet with all of them side by side in
     * the file that was named. The sheet is no candidate's, so it carries the mark of a generated picture but no recipe.
     *
     * @param parts what is made instead of the request, at least two, one candidate each
     */
    int runSeries(Maker<R> maker, Function<R, List<Labelled<R>>> parts) throws IOException, PackException {
        if (options.candidates != null && options.candidates != 1) {
            throw CommandFailure.usage("Pictures side by side are one candidate each; leave --candidates out.");
        }
        Optional<Path> sheetFile = files(1).map(files -> files.of(0));
        return prepared(maker, draft -> files(parts.apply(draft).size()), (generator, request, files, progress) -> {
            PromptNotes notes = said(generator, request, progress);
            List<Labelled<R>> labelled = parts.apply(request);
            Sheet sheet = new Sheet();
            Recipe[] any = new Recipe[1];
            run(
                    generator,
                    labelled.stream().map(Labelled::request).toList(),
                    new RunReport(generator, request, notes, files),
                    files,
                    progress,
                    candidate -> {
                        Outcome outcome = Outcome.whole(candidate);
                        sheet.add(
                                outcome.picture(),
                                labelled.get(candidate.index()).label());
                        any[0] = candidate.recipe();
                        return outcome;
                    });
            Metadata mark = options.noMetadata ? Metadata.NONE : Metadata.MARK_ONLY;
            Path file = sheetFile.orElseThrow();
            write(new PictureExport(ProgramVersion.title()), sheet.picture(), any[0], mark, file);
            if (!options.report.json) {
                host.out().println(file + "  all side by side");
                host.out().flush();
            }
        });
    }

    /** What is done once a pack is open. */
    @FunctionalInterface
    private interface Work<R> {
        void with(ImageGenerator generator, R request, OutputFiles files, ProgressLine progress);
    }

    private int prepared(Maker<R> maker, Function<R, Optional<OutputFiles>> output, Work<R> work)
            throws IOException, PackException {
        Optional<Recipe> recipe = recipe();
        Optional<R> base = base(recipe);
        SamplingChoices choices = options.sampling.choices();
        Map<String, StageSettings> before =
                base.map(one -> one.sampling().stages()).orElse(Map.of());
        // Complete but for the pack's stage names: a wrong value is refused before a pack is opened.
        R draft = maker.of(base, sampling(base));
        Optional<OutputFiles> files = output.apply(draft);
        try (ImageGenerator generator = options.pack.open(host, options.report, recipe.map(Recipe::pack))) {
            PackInfo info = generator.pack();
            R request = kind.cast(draft.with(draft.sampling().withStages(choices.over(before, info))));
            if (options.plan) {
                new PlanReport(host.out()).print(generator, request, options.report.json);
                return ExitCode.OK;
            }
            ProgressLine progress = new ProgressLine(host, options.report.quiet, request.candidates());
            recipe.flatMap(b -> otherPack(b, info)).ifPresent(progress::say);
            work.with(generator, request, files.orElseThrow(), progress);
            return ExitCode.OK;
        }
    }

    /** Tells what is to be known of the request before it runs. */
    private static <R extends ImageRequest> PromptNotes said(
            ImageGenerator generator, R request, ProgressLine progress) {
        PromptNotes notes = new PromptNotes(
                generator.check(request.prompt()),
                request.pictures().stream()
                        .flatMap(picture -> generator.notice(picture).stream())
                        .distinct()
                        .toList());
        notes.lines().forEach(progress::say);
        if (request instanceof ImageRequest.Generate generate && generate.splitting()) {
            notes.areas().ifPresent(progress::say);
        }
        PackInfo info = generator.pack();
        request.sampling()
                .stages()
                .forEach((name, settings) -> info.stage(name)
                        .flatMap(stage -> stage.noteOnSteps(settings))
                        .ifPresent(note -> progress.say("note: " + note)));
        return notes;
    }

    private void run(
            ImageGenerator generator,
            List<R> requests,
            RunReport result,
            OutputFiles files,
            ProgressLine progress,
            Function<Candidate, Outcome> landing) {
        PictureExport export = new PictureExport(ProgramVersion.title());
        List<JobFailure> failures = new ArrayList<>();
        try {
            int before = 0;
            Optional<JobEvent.Completed> last = Optional.empty();
            for (R request : requests) {
                int offset = before;
                last = Optional.of(new JobRunner(generator, host, options.report)
                        .run(request, JobOptions.quiet(), event -> {
                            switch (event) {
                                case JobEvent.Planned planned
                                when offset == 0 ->
                                    PlanReport.note(planned.plan()).ifPresent(progress::say);
                                case JobEvent.Setback setback ->
                                    JobRunner.note(setback.words()).ifPresent(progress::say);
                                case JobEvent.Progress step -> progress.show(step);
                                case JobEvent.CandidateReady ready -> {
                                    Candidate candidate = ready.candidate()
                                            .at(offset + ready.candidate().index());
                                    Outcome outcome = landing.apply(candidate);
                                    Recipe told = candidate.recipe().noting(outcome.notes());
                                    save(export, outcome, told, files.of(candidate.index()));
                                    result.saved(candidate, told, outcome);
                                    candidate
                                            .warnings()
                                            .forEach(warning -> progress.say("warning: " + files.of(candidate.index())
                                                    + ": " + warning.message()));
                                }
                                case JobEvent.CandidateFailed failed -> failures.add(failed.failure());
                                default -> {
                                    // Queued says nothing new, previews are switched off.
                                }
                            }
                        }));
                before += request.candidates();
            }
            last.ifPresent(result::completed);
        } finally {
            // Pictures finished before a cancel or a failure are kept, and said.
            progress.clear();
            if (result.hasPictures()) {
                result.print(host.out(), options.report.json);
            }
        }
        if (!failures.isEmpty()) {
            throw JobRunner.failure(failures.getFirst(), null);
        }
    }

    private void save(PictureExport export, Outcome outcome, Recipe recipe, Path file) {
        write(export, outcome.picture(), recipe, options.metadata(), file);
    }

    private void write(PictureExport export, Picture picture, Recipe recipe, Metadata metadata, Path file) {
        try {
            export.write(picture, recipe, file, metadata, options.overwrite);
        } catch (FileAlreadyExistsException e) {
            throw OutputFiles.existing(file);
        } catch (IOException e) {
            throw Failures.ofFile(e);
        }
    }

    private Optional<Recipe> recipe() throws IOException {
        return options.recipe == null ? Optional.empty() : Optional.of(RecipeReader.read(host.resolve(options.recipe)));
    }

    private Optional<R> base(Optional<Recipe> recipe) throws IOException {
        if (recipe.isEmpty()) {
            if (!options.images.isEmpty()) {
                throw CommandFailure.usage("--image goes with --recipe: the picture that the recipe was made from.");
            }
            return Optional.empty();
        }
        if (!kind.isInstance(recipe.get().request())) {
            throw CommandFailure.usage("This recipe is of another operation. Replay it with: unclip "
                    + recipe.get().operation() + " --recipe FILE -o OUT.png.");
        }
        InputPictures inputs = new InputPictures(host, options.report);
        List<PictureSource> pictures = new ArrayList<>();
        for (Path image : options.images) {
            pictures.add(inputs.read(image));
        }
        return Optional.of(kind.cast(recipe.get().toRequest(pictures)));
    }

    private Sampling sampling(Optional<R> base) {
        long seed = options.seed != null
                ? options.seed
                : base.map(ImageRequest::seed).orElseGet(host.randomSeeds()::getAsLong);
        return new Sampling(
                seed,
                options.candidates == null ? 1 : options.candidates,
                Map.of(),
                base.map(one -> one.sampling().noiseOrder()).orElse(NoiseOrder.STREAM_PER_STAGE));
    }

    private Optional<OutputFiles> files(int count) {
        if (options.plan) {
            return Optional.empty();
        }
        if (options.output == null) {
            throw CommandFailure.usage("Say where the picture goes: -o FILE.png.");
        }
        OutputFiles files = OutputFiles.of(host.resolve(options.output), count);
        files.check(options.overwrite);
        return Optional.of(files);
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
