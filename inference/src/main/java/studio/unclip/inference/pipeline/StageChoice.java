package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.api.StepNumbers;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.ScheduleConfig;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.Sample;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * One stage with every setting filled: the person's where given, the pack's elsewhere. A setting that would make no
 * difference is refused, and none is told.
 *
 * @param stage the pack's stage
 * @param sampler one of the stage's samplers
 * @param steps denoising steps, at least 1: the nearest number to the one asked for that begins in pure noise
 * @param guidance scale; 1 means none
 * @param eta DDIM's share of fresh noise
 * @param samples embeddings the prior draws, or pictures the decoder does, one after the other; one is kept
 * @param captions how many it is conditioned on: a prior draws for each, a decoder has a row for each
 * @param given what it has of a picture
 * @param width of its picture, pixels; 0 for the prior
 * @param height of its picture, pixels; 0 for the prior
 */
record StageChoice(
        Stage stage,
        String sampler,
        int steps,
        double guidance,
        double eta,
        int samples,
        int captions,
        Given given,
        int width,
        int height) {
    private static final int RGB = 3;

    String name() {
        return stage.name();
    }

    boolean isPrior() {
        return stage.size().isEmpty();
    }

    /** Whether it is the decoder, which paints of nothing. */
    boolean paints() {
        return !isPrior() && stage.lowResolution().isEmpty();
    }

    StageChoice withSteps(int other) {
        return new StageChoice(stage, sampler, other, guidance, eta, samples, captions, given, width, height);
    }

    StageChoice withGuidance(double other) {
        return new StageChoice(stage, sampler, steps, other, eta, samples, captions, given, width, height);
    }

    StageChoice withEta(double other) {
        return new StageChoice(stage, sampler, steps, guidance, other, samples, captions, given, width, height);
    }

    StageChoice withSamples(int other) {
        return new StageChoice(stage, sampler, steps, guidance, eta, other, captions, given, width, height);
    }

    /** The same for so many captions. */
    StageChoice conditionedOn(int captions) {
        return new StageChoice(stage, sampler, steps, guidance, eta, samples, captions, given, width, height);
    }

    /** The same where something of a picture is given. */
    StageChoice with(Given other) {
        return new StageChoice(stage, sampler, steps, guidance, eta, samples, captions, other, width, height);
    }

    /** The same for a picture of another shape. */
    StageChoice sized(int wide, int high) {
        return new StageChoice(stage, sampler, steps, guidance, eta, samples, captions, given, wide, high);
    }

    /** Side of the square pictures it makes, pixels. */
    int size() {
        if (width != height || width == 0) {
            throw new IllegalStateException("the " + name() + " makes pictures of " + width + " x " + height);
        }
        return width;
    }

    /** Sides of its picture in those of the stage's own; that of the prior, which makes none, is its own. */
    MemoryPlan.Extent extent() {
        double own = stage.size().orElse(0);
        return isPrior() ? MemoryPlan.Extent.OWN : new MemoryPlan.Extent(width / own, height / own);
    }

    /** The shape of its picture. */
    Sample picture() {
        return new Sample(RGB, height, width);
    }

    /** The shape of what it denoises for that. */
    Sample sample() {
        return new Sample(stage.sampleChannels(), height / stage.scale(), width / stage.scale());
    }

    /** Roles of the networks of its steps, in their order. */
    List<String> networks() {
        return given == Given.PIXELS && stage.inpaintingComponent().isPresent()
                ? List.of(stage.inpaintingComponent().get())
                : stage.components();
    }

    /** Rows of one model call. */
    int rows() {
        return (guidance == 1 ? 0 : 1) + (isPrior() ? 1 : captions);
    }

    /**
     * Roles of the networks that run in the stage, those of its steps first.
     *
     * @param manifest the pack's
     */
    List<String> components(PackManifest manifest) {
        List<String> roles = new ArrayList<>(networks());
        boolean reads = isPrior()
                && !sampler.equals(AutoregressiveStage.SAMPLER)
                && manifest.component(Roles.PRIOR_TEXT).isPresent();
        if (reads) {
            roles.add(Roles.PRIOR_TEXT);
        }
        if (paints() && manifest.component(Roles.CONDITIONER).isPresent()) {
            roles.add(Roles.CONDITIONER);
        }
        stage.latent().ifPresent(latent -> {
            if (given != Given.NOTHING) {
                roles.add(latent.encoder());
            }
            roles.add(latent.decoder());
        });
        return roles;
    }

    /** Calls of one of the stage's networks for one candidate. */
    int calls(String component) {
        if (component.equals(Roles.PRIOR_TEXT)) {
            return captions;
        }
        if (codec().contains(component) || component.equals(Roles.CONDITIONER)) {
            return 1;
        }
        int first = firstStep(component);
        int after = stage.later().stream()
                .mapToInt(later -> firstStep(later.component()))
                .filter(step -> step > first)
                .min()
                .orElse(steps);
        return (after - first) * draws();
    }

    /** Roles of the autoencoder that turns pictures into what it denoises and back; none where that is pictures. */
    Set<String> codec() {
        return stage.latent()
                .map(latent -> Set.of(latent.encoder(), latent.decoder()))
                .orElse(Set.of());
    }

    /** Those of the autoencoder's that can also work in tiles. */
    Set<String> tileable(PackManifest manifest) {
        return codec().stream()
                .filter(role -> manifest.component(role).orElseThrow().takesAnySize())
                .collect(Collectors.toSet());
    }

    /** Index of the step at which one of the stage's networks begins. */
    int firstStep(String component) {
        return stage.later().stream()
                .filter(later -> later.component().equals(component))
                .mapToInt(later -> steps - later.lastSteps())
                .findFirst()
                .orElse(0);
    }

    /** Denoising steps for one candidate: those of every sample, in the prior of every caption's, one after the other. */
    int allSteps() {
        return steps * draws();
    }

    private int draws() {
        return isPrior() ? samples * captions : samples;
    }

    /** Every setting that makes a difference, for the recipe. */
    StageSettings settings() {
        StageSettings all = StageSettings.DEFAULTS.withSampler(sampler).withSteps(steps);
        if (stage.isGuided()) {
            all = all.withGuidance(guidance);
        }
        if (Samplers.readsEta(sampler)) {
            all = all.withEta(eta);
        }
        return isPrior() ? all.withSamples(samples) : all;
    }

    /** Which numbers of steps the stage takes, by sampler. */
    Map<String, StepNumbers> stepNumbers() {
        Map<String, StepNumbers> numbers = new HashMap<>();
        stage.samplers().forEach(name -> numbers.put(name, stepNumbers(stage, name)));
        return numbers;
    }

    private static StepNumbers stepNumbers(Stage stage, String sampler) {
        if (sampler.equals(AutoregressiveStage.SAMPLER)) {
            int tokens = stage.defaults().steps();
            return StepNumbers.of(n -> n == tokens);
        }
        ScheduleConfig schedule = ScheduleConfig.of(stage.schedule());
        return StepNumbers.of(n -> n >= stage.fewestSteps() && Samplers.takes(sampler, schedule, n));
    }

    /**
     * The stages that turn a caption into a picture, in order; the prior only where it is asked for.
     *
     * @throws InvalidRequestException for a stage or sampler the pack does not have
     */
    static List<StageChoice> of(PackManifest manifest, Conditioning conditioning, Sampling sampling) {
        List<StageChoice> choices = new ArrayList<>();
        if (conditioning == Conditioning.AUTOREGRESSIVE_PRIOR) {
            Stage prior = AutoregressiveStage.of(manifest)
                    .orElseThrow(() -> new InvalidRequestException(
                            "prior", "The pack " + manifest.id() + " has no autoregressive prior."));
            choices.add(of(prior, sampling.stages().getOrDefault(prior.name(), StageSettings.DEFAULTS)));
        }
        boolean prior = conditioning == Conditioning.DIFFUSION_PRIOR;
        choices.addAll(of(manifest, sampling, stage -> prior || stage.size().isPresent()));
        return choices;
    }

    /**
     * Some of the pack's stages, in order. Settings for the others are checked as well.
     *
     * @throws InvalidRequestException for a stage or sampler the pack does not have
     */
    static List<StageChoice> of(PackManifest manifest, Sampling sampling, Predicate<Stage> which) {
        refuseUnknownStages(manifest, sampling.stages());
        List<StageChoice> choices = new ArrayList<>();
        for (Stage stage : manifest.stages()) {
            StageChoice choice = of(stage, sampling.stages().getOrDefault(stage.name(), StageSettings.DEFAULTS));
            if (which.test(stage)) {
                choices.add(choice);
            }
        }
        return choices;
    }

    private static StageChoice of(Stage stage, StageSettings wanted) {
        Stage.Defaults defaults = stage.defaults();
        String sampler = wanted.sampler().orElse(defaults.sampler());
        if (defaults.sampler().equals(AutoregressiveStage.SAMPLER)
                && wanted.steps().orElse(defaults.steps()) != defaults.steps()) {
            throw new InvalidRequestException(
                    "steps",
                    String.format(
                            Locale.ROOT,
                            "The autoregressive prior always takes %d steps, one a component.",
                            defaults.steps()));
        }
        if (!stage.samplers().contains(sampler)) {
            throw new InvalidRequestException(
                    "sampler",
                    String.format(
                            Locale.ROOT,
                            "The %s has no sampler '%s'. It has: %s.",
                            stage.name(),
                            sampler,
                            String.join(", ", stage.samplers())));
        }
        refuseWhatMakesNoDifference(stage, sampler, wanted);
        return new StageChoice(
                stage,
                sampler,
                stepNumbers(stage, sampler).nearest(wanted.steps().orElse(defaults.steps())),
                wanted.guidance().orElse(defaults.guidance()),
                wanted.eta().orElse(defaults.eta()),
                wanted.samples().orElse(defaults.samples()),
                1,
                Given.NOTHING,
                stage.size().orElse(0),
                stage.size().orElse(0));
    }

    /** What is as it would be anyway may be said: recipes of earlier versions say everything. */
    private static void refuseWhatMakesNoDifference(Stage stage, String sampler, StageSettings wanted) {
        if (!stage.isGuided() && wanted.guidance().orElse(1) != 1) {
            throw new InvalidRequestException(
                    "guidance", "The " + stage.name() + " runs without guidance, so there is none to set.");
        }
        if (stage.size().isPresent() && wanted.samples().orElse(1) != 1) {
            throw new InvalidRequestException(
                    "samples",
                    "The " + stage.name() + " makes one picture; several samples are drawn by a prior only.");
        }
        double eta = wanted.eta().orElse(0);
        if (!Samplers.readsEta(sampler) && eta != 0 && eta != stage.defaults().eta()) {
            throw new InvalidRequestException(
                    "eta", "The sampler " + sampler + " of the " + stage.name() + " has no eta; ddim has.");
        }
    }

    private static void refuseUnknownStages(PackManifest manifest, Map<String, StageSettings> wanted) {
        Set<String> unknown = new TreeSet<>(wanted.keySet());
        List<String> known =
                new ArrayList<>(manifest.stages().stream().map(Stage::name).toList());
        AutoregressiveStage.of(manifest).ifPresent(stage -> known.add(stage.name()));
        known.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new InvalidRequestException(
                    "stage",
                    String.format(
                            Locale.ROOT,
                            "The pack %s has no stage '%s'. It has: %s.",
                            manifest.id(),
                            unknown.iterator().next(),
                            String.join(", ", known)));
        }
    }
}
