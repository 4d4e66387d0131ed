package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * The stages of an operation that begins with a picture: the prior it may need, the decoder, the upsamplers.
 *
 * @param all in order
 * @param pictures those that make pictures, smallest first
 */
record EditStages(List<StageChoice> all, List<StageChoice> pictures) {
    private static final String DDIM = "ddim";

    /**
     * For an operation that finds its way back to x_T, which only DDIM can.
     *
     * @param usualSteps of the decoder where a person does not choose
     * @param which of the pack's priors it needs
     * @throws InvalidRequestException for settings the operation cannot run with
     */
    static EditStages inverting(PackManifest manifest, ImageRequest request, int usualSteps, Predicate<Stage> which) {
        Stage decoder = decoder(manifest);
        StageSettings wanted = request.stages().getOrDefault(decoder.name(), StageSettings.DEFAULTS);
        if (wanted.sampler().isPresent() && !wanted.sampler().get().equals(DDIM)) {
            throw new InvalidRequestException(
                    "sampler",
                    "To begin with a picture the " + decoder.name() + " runs with the sampler ddim, not with "
                            + wanted.sampler().get() + ".");
        }
        Map<String, StageSettings> stages = new HashMap<>(request.stages());
        stages.put(
                decoder.name(),
                new StageSettings(
                        Optional.of(DDIM),
                        wanted.steps().isPresent() ? wanted.steps() : OptionalInt.of(usualSteps),
                        wanted.guidance(),
                        wanted.eta(),
                        wanted.samples()));
        return of(manifest, request, stages, which);
    }

    /** For an operation that runs with any sampler. */
    static EditStages of(PackManifest manifest, ImageRequest request, Predicate<Stage> which) {
        return of(manifest, request, request.stages(), which);
    }

    private static EditStages of(
            PackManifest manifest, ImageRequest request, Map<String, StageSettings> settings, Predicate<Stage> which) {
        if (request.sampling().noiseOrder() == NoiseOrder.ONE_STREAM) {
            throw new InvalidRequestException(
                    "noise",
                    "One running stream of noise is there for text to picture only; what begins with a picture draws a"
                            + " stream for each stage.");
        }
        List<StageChoice> all = StageChoice.of(
                        manifest,
                        request.sampling().withStages(settings),
                        stage -> stage.size().isPresent() || which.test(stage))
                .stream()
                .map(stage -> stage.with(Given.PICTURE))
                .toList();
        return new EditStages(
                all, all.stream().filter(stage -> !stage.isPrior()).toList());
    }

    StageChoice decoder() {
        return pictures.getFirst();
    }

    /** Side of the largest picture the cascade makes, pixels. */
    int largest() {
        return pictures.getLast().size();
    }

    /** The same with another decoder. */
    EditStages with(StageChoice decoder) {
        List<StageChoice> others = all.stream()
                .map(stage -> stage.equals(decoder()) ? decoder : stage)
                .toList();
        return new EditStages(
                others, others.stream().filter(stage -> !stage.isPrior()).toList());
    }

    /** The same with priors that draw for so many captions. */
    EditStages ofPriors(int captions) {
        return new EditStages(
                all.stream()
                        .map(stage -> stage.isPrior() ? stage.conditionedOn(captions) : stage)
                        .toList(),
                pictures);
    }

    /** The same with one sample of the prior. */
    EditStages withOneSample() {
        return new EditStages(
                all.stream()
                        .map(stage -> stage.isPrior() ? stage.withSamples(1) : stage)
                        .toList(),
                pictures);
    }

    /** The same up to the decoder. */
    EditStages withoutUpsamplers() {
        return new EditStages(
                all.stream()
                        .filter(stage -> stage.isPrior() || stage.equals(decoder()))
                        .toList(),
                List.of(decoder()));
    }

    /** The pack's decoder: the first stage that makes pictures. */
    static Stage decoder(PackManifest manifest) {
        return manifest.stages().stream()
                .filter(stage -> stage.size().isPresent())
                .findFirst()
                .orElseThrow();
    }
}
