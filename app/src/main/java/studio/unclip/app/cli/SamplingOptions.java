package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;
import studio.unclip.inference.api.StageSettings;

/** The options that say how the stages of the cascade sample. */
final class SamplingOptions {

    @Option(
            names = "--steps",
            paramLabel = "STAGE=N",
            description = "Denoising steps, for example prior=25,decoder=30. 1 to 1000.")
    List<String> steps = new ArrayList<>();

    @Option(
            names = "--guidance",
            paramLabel = "STAGE=G",
            description =
                    "Guidance: how strongly the prompt pulls, for example prior=2,decoder=1.75. 0 to 50; 1 is none.")
    List<String> guidance = new ArrayList<>();

    @Option(
            names = "--sampler",
            paramLabel = "[STAGE=]NAME",
            description = "Sampler: unclip, ddpm, ddim or dpmpp-2m. Without a stage: every stage that has it.")
    List<String> sampler = new ArrayList<>();

    @Option(
            names = "--eta",
            paramLabel = "STAGE=E",
            description = "Fresh noise of the ddim sampler, for example decoder=0.5. 0 (none) to 1.")
    List<String> eta = new ArrayList<>();

    @Option(
            names = "--samples",
            paramLabel = "STAGE=K",
            description =
                    "How many samples the prior draws; the one closest to the prompt is kept. For example prior=2."
                            + " 1 to 64.")
    List<String> samples = new ArrayList<>();

    /**
     * What the options say.
     *
     * @throws CommandFailure if an option cannot be read
     * @throws studio.unclip.inference.api.InvalidRequestException if a value is out of range
     */
    SamplingChoices choices() {
        Map<String, StageSettings> byStage = new TreeMap<>();
        put(byStage, PerStage.integers("--steps", steps), StageSettings::withSteps);
        put(byStage, PerStage.decimals("--guidance", guidance), StageSettings::withGuidance);
        put(byStage, PerStage.decimals("--eta", eta), StageSettings::withEta);
        put(byStage, PerStage.integers("--samples", samples), StageSettings::withSamples);
        Map<String, String> samplers = PerStage.words("--sampler", sampler);
        Optional<String> everywhere = Optional.ofNullable(samplers.remove(PerStage.ANY));
        put(byStage, samplers, StageSettings::withSampler);
        return new SamplingChoices(byStage, everywhere);
    }

    private static <T> void put(
            Map<String, StageSettings> byStage,
            Map<String, T> values,
            BiFunction<StageSettings, T, StageSettings> change) {
        values.forEach((stage, value) ->
                byStage.put(stage, change.apply(byStage.getOrDefault(stage, StageSettings.DEFAULTS), value)));
    }
}
