package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * The autoregressive prior seen as a stage, so that settings, progress, plan and recipe treat it like the others: a step
 * is a token, and its only sampler draws one after the other.
 */
final class AutoregressiveStage {
    /** Its only sampler. */
    static final String SAMPLER = "autoregressive";

    private AutoregressiveStage() {}

    /** The stage, if the pack has the network. */
    static Optional<Stage> of(PackManifest manifest) {
        return manifest.component(Roles.AUTOREGRESSIVE_PRIOR).map(component -> {
            int tokens = PackSections.whole(
                    manifest, PackSections.AUTOREGRESSIVE_PRIOR, "tokens", 33, 2, StageSettings.MAX_STEPS);
            double guidance = PackSections.number(
                    manifest, PackSections.AUTOREGRESSIVE_PRIOR, "guidance", 1.5, 0, StageSettings.MAX_GUIDANCE);
            int samples = PackSections.whole(
                    manifest, PackSections.AUTOREGRESSIVE_PRIOR, "samples", 1, 1, StageSettings.MAX_SAMPLES);
            return new Stage(
                    component.role(),
                    component.role(),
                    List.of(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    0,
                    Optional.empty(),
                    Map.of(),
                    new Stage.Defaults(SAMPLER, tokens, guidance, 0, samples),
                    List.of(SAMPLER),
                    Optional.empty(),
                    Optional.empty());
        });
    }

    /** The dot product is drawn from above this quantile of its distribution: the upper half, as in the paper. */
    static double dotQuantile(PackManifest manifest) {
        return PackSections.number(manifest, PackSections.AUTOREGRESSIVE_PRIOR, "dotQuantile", 0.5, 0, 0.999);
    }
}
