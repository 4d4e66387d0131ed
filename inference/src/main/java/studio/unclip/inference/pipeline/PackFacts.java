package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackManifest;

/** What the port tells about a pack. */
final class PackFacts {
    private PackFacts() {}

    static PackInfo of(PackContents contents) {
        PackManifest manifest = contents.manifest();
        Sampling defaults = Sampling.of(0);
        List<StageChoice> choices = new ArrayList<>(StageChoice.of(manifest, Conditioning.DIFFUSION_PRIOR, defaults));
        if (AutoregressiveStage.of(manifest).isPresent()) {
            choices.add(StageChoice.of(manifest, Conditioning.AUTOREGRESSIVE_PRIOR, defaults)
                    .getFirst());
        }
        List<PackInfo.Stage> stages = choices.stream()
                .map(s -> new PackInfo.Stage(
                        s.name(), s.stage().size().orElse(0), s.stage().samplers(), s.settings(), s.stepNumbers()))
                .toList();
        return new PackInfo(
                manifest.id(),
                manifest.version(),
                manifest.name(),
                manifest.description(),
                manifest.family(),
                manifest.licence().spdx() + ": " + manifest.licence().summary(),
                stages,
                manifest.output(),
                PackSizes.of(manifest, choices),
                manifest.candidates(),
                contents.canRank(),
                contents.looks().several(),
                contents.concepts());
    }
}
