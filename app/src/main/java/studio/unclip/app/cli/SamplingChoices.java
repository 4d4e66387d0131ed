package studio.unclip.app.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.StageSettings;

/**
 * What a person chose about sampling.
 *
 * @param byStage settings by stage name, only what was said
 * @param samplerEverywhere the sampler of every stage that has it and for which no other was named
 */
record SamplingChoices(Map<String, StageSettings> byStage, Optional<String> samplerEverywhere) {

    /**
     * These choices laid over others, for one pack.
     *
     * @param under settings by stage, for example a recipe's
     * @throws CommandFailure if the pack has no such stage, or no stage with the sampler
     */
    Map<String, StageSettings> over(Map<String, StageSettings> under, PackInfo pack) {
        Map<String, StageSettings> all = new TreeMap<>(under);
        samplerEverywhere.ifPresent(name -> {
            boolean known = false;
            for (PackInfo.Stage stage : pack.stages()) {
                if (stage.samplers().contains(name)) {
                    known = true;
                    all.merge(stage.name(), StageSettings.DEFAULTS.withSampler(name), SamplingChoices::lay);
                }
            }
            if (!known) {
                throw unknownSampler(name, pack);
            }
        });
        byStage.forEach((stage, settings) -> all.merge(stage, settings, SamplingChoices::lay));
        for (String stage : all.keySet()) {
            if (pack.stage(stage).isEmpty()) {
                throw CommandFailure.usage(String.format(
                        Locale.ROOT,
                        "The pack %s has no stage '%s'. Its stages: %s.",
                        pack.id(),
                        stage,
                        pack.stages().stream().map(PackInfo.Stage::name).collect(Collectors.joining(", "))));
            }
        }
        return all;
    }

    private static CommandFailure unknownSampler(String name, PackInfo pack) {
        return CommandFailure.usage(String.format(
                Locale.ROOT,
                "No stage of the pack %s has the sampler '%s'. There are: %s.",
                pack.id(),
                name,
                pack.stages().stream()
                        .flatMap(stage -> stage.samplers().stream())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))));
    }

    private static StageSettings lay(StageSettings under, StageSettings over) {
        return new StageSettings(
                over.sampler().or(under::sampler),
                over.steps().isPresent() ? over.steps() : under.steps(),
                over.guidance().isPresent() ? over.guidance() : under.guidance(),
                over.eta().isPresent() ? over.eta() : under.eta(),
                over.samples().isPresent() ? over.samples() : under.samples());
    }
}
