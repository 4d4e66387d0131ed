package studio.unclip.inference.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.api.StepNumbers;
import studio.unclip.inference.pack.ManifestReader;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Understood;

/**
 * What runs is what was asked for, and what is told is what runs. On the starter pack's manifest, its decoder's
 * timesteps spaced as most published ones are. */
class StageChoiceTest {
    private static PackManifest manifest;

    @BeforeAll
    static void read() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        String json = Files.readString(folder.toAbsolutePath().resolve("pack.json"));
        int decoder = json.indexOf("\"name\": \"decoder\"");
        int spacing = json.indexOf("\"trailing\"", decoder);
        String leading = json.substring(0, spacing) + json.substring(spacing).replaceFirst("trailing", "leading");
        manifest = new ManifestReader(Understood.ofThisStudio()).read("starter", leading.getBytes(UTF_8));
    }

    private static List<StageChoice> choices(Conditioning conditioning, String stage, StageSettings settings) {
        return StageChoice.of(
                manifest, conditioning, new Sampling(1, 1, Map.of(stage, settings), NoiseOrder.STREAM_PER_STAGE));
    }

    private static StageChoice choice(String stage, StageSettings settings) {
        return choices(Conditioning.DIFFUSION_PRIOR, stage, settings).stream()
                .filter(s -> s.name().equals(stage))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"30, 30", "10, 10", "334, 333", "501, 500", "1, 10", "9, 10", "1000, 1000"})
    void aNumberThatWouldNotBeginInNoiseGivesWayToTheNearest(int asked, int taken) {
        StageChoice decoder = choice("decoder", StageSettings.DEFAULTS.withSteps(asked));
        assertThat(decoder.steps()).isEqualTo(taken);
        assertThat(decoder.settings().steps()).as("the recipe tells what ran").hasValue(taken);
    }

    @Test
    void itDependsOnTheSamplersTimesteps() {
        assertThat(choice("decoder", StageSettings.DEFAULTS.withSteps(334).withSampler("unclip"))
                        .steps())
                .isEqualTo(334);
        Map<String, StepNumbers> numbers =
                choice("decoder", StageSettings.DEFAULTS).stepNumbers();
        assertThat(numbers.get("ddim").contains(334)).isFalse();
        assertThat(numbers.get("unclip")).isEqualTo(StepNumbers.ALL);
        assertThat(choice("upsampler-1024", StageSettings.DEFAULTS)
                        .stepNumbers()
                        .get("ddim"))
                .isEqualTo(StepNumbers.ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "upsampler-256, guidance, 5",
        "upsampler-1024, guidance, 0",
        "decoder, samples, 2",
        "upsampler-256, samples, 3",
        "prior, eta, 0.5"
    })
    void aSettingThatWouldChangeNothingIsRefused(String stage, String setting, double value) {
        StageSettings settings = switch (setting) {
            case "guidance" -> StageSettings.DEFAULTS.withGuidance(value);
            case "samples" -> StageSettings.DEFAULTS.withSamples((int) value);
            default -> StageSettings.DEFAULTS.withEta(value);
        };
        assertThatThrownBy(() -> choice(stage, settings))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.field()).isEqualTo(setting))
                .hasMessageContaining(stage)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void etaOfAnAutoregressivePriorIsRefusedToo() {
        assertThatThrownBy(() -> choices(
                        Conditioning.AUTOREGRESSIVE_PRIOR, "prior-autoregressive", StageSettings.DEFAULTS.withEta(0.5)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("eta");
    }

    /** Recipes of earlier versions say everything, also what was true and made no difference. */
    @Test
    void whatIsSoAnywayMayBeSaidButIsNotTold() {
        StageSettings old = StageSettings.DEFAULTS
                .withSampler("ddim")
                .withSteps(2)
                .withGuidance(1)
                .withEta(0);
        StageChoice upsampler = choice("upsampler-256", old);
        assertThat(upsampler.settings())
                .isEqualTo(
                        StageSettings.DEFAULTS.withSampler("ddim").withSteps(2).withEta(0));
        assertThat(upsampler.rows()).isEqualTo(1);
    }

    @Test
    void everythingThatMakesADifferenceIsTold() {
        assertThat(choice("prior", StageSettings.DEFAULTS).settings())
                .isEqualTo(StageSettings.DEFAULTS
                        .withSampler("unclip")
                        .withSteps(12)
                        .withGuidance(2.5)
                        .withSamples(2));
        assertThat(choice("decoder", StageSettings.DEFAULTS.withSampler("dpmpp-2m"))
                        .settings()
                        .eta())
                .isEmpty();
        StageSettings decoder = choice("decoder", StageSettings.DEFAULTS).settings();
        assertThat(decoder.guidance()).hasValue(1.75);
        assertThat(decoder.eta()).hasValue(0);
        assertThat(decoder.samples()).isEmpty();
    }
}
