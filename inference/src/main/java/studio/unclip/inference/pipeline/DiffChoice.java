package studio.unclip.inference.pipeline;

import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * What a text diff runs, known before anything is loaded.
 *
 * @param constants the pack's
 * @param stages the prior in the prior's way; decoder and upsamplers
 * @param towers what it asks beside them
 * @param largest side of the largest picture the cascade makes, pixels
 */
record DiffChoice(Operations.TextDiff constants, EditStages stages, Set<String> towers, int largest) {

    /** @throws InvalidRequestException if the pack cannot do it */
    static DiffChoice of(PackContents contents, ImageRequest.TextDiff request) {
        PackManifest manifest = contents.manifest();
        Operations.TextDiff constants = manifest.operations()
                .textDiff()
                .orElseThrow(() -> new InvalidRequestException(
                        "pack",
                        "The pack " + manifest.id()
                                + " cannot turn pictures from one caption to another: that needs an image encoder and"
                                + " the sampler ddim."));
        if (request.from().isBlank() && manifest.component(Roles.CAPTIONER).isEmpty()) {
            throw new InvalidRequestException(
                    "from", "The pack " + manifest.id() + " has no captioner; say what the picture shows.");
        }
        boolean byPrior = request.way() == ImageRequest.DiffWay.PRIOR;
        Optional<Stage> prior = manifest.stages().stream()
                .filter(stage -> stage.size().isEmpty())
                .findFirst();
        if (byPrior && prior.isEmpty()) {
            throw new InvalidRequestException(
                    "way",
                    "The pack " + manifest.id() + " has no prior; take the way by the captions' own difference.");
        }
        prior.ifPresent(stage -> requireOneSample(request, stage.name()));
        EditStages found = EditStages.inverting(manifest, request, constants.inversionSteps(), stage -> byPrior);
        if (found.decoder().eta() != 0) {
            throw new InvalidRequestException(
                    "eta", "A picture that is to come back as it was takes no fresh noise; leave the eta out.");
        }
        return new DiffChoice(
                constants, found.withOneSample(), new HashSet<>(DiffGround.towers(request)), found.largest());
    }

    /** The same for previews: only the decoder, in few steps. */
    DiffChoice quick() {
        StageChoice decoder = stages.decoder();
        int steps = decoder.stepNumbers().get(decoder.sampler()).nearest(constants.previewSteps());
        StageChoice quick = decoder.withSteps(steps).withGuidance(constants.previewGuidance());
        return new DiffChoice(constants, stages.with(quick).withoutUpsamplers(), towers, largest);
    }

    /** The prior; there is one in the prior's way only. */
    Optional<StageChoice> prior() {
        return stages.all().stream().filter(StageChoice::isPrior).findFirst();
    }

    /** What a prior draws for two captions can be compared where both are one draw from the same noise. */
    private static void requireOneSample(ImageRequest.TextDiff request, String prior) {
        OptionalInt samples =
                request.stages().getOrDefault(prior, StageSettings.DEFAULTS).samples();
        if (samples.orElse(1) != 1) {
            throw new InvalidRequestException(
                    "samples", "A diff compares one sample of the " + prior + " with one; leave the samples out.");
        }
    }
}
