package studio.unclip.inference.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeJsonTest {
    private static final Recipe RECIPE = new Recipe(
            "unclip-starter",
            "0.1.0",
            new ImageRequest.Generate(
                    "an owl \"at\" night, grün",
                    Conditioning.DIFFUSION_PRIOR,
                    new Sampling(
                            4294967295L,
                            1,
                            Map.of(
                                    "prior",
                                            StageSettings.DEFAULTS
                                                    .withSampler("unclip")
                                                    .withSteps(25)
                                                    .withGuidance(2)
                                                    .withSamples(2),
                                    "decoder",
                                            StageSettings.DEFAULTS
                                                    .withSampler("ddim")
                                                    .withSteps(30)
                                                    .withGuidance(1.75)
                                                    .withEta(0)),
                            NoiseOrder.STREAM_PER_STAGE)),
            Map.of("textGap", "centred"));

    @Test
    void aRecipeReadBackIsTheSameRecipe() {
        assertThat(RecipeJson.read(RecipeJson.write(RECIPE))).isEqualTo(RECIPE);
    }

    @Test
    void equalRecipesHaveEqualBytes() {
        Recipe again = RecipeJson.read(RecipeJson.write(RECIPE));
        assertThat(RecipeJson.write(again)).isEqualTo(RecipeJson.write(RECIPE)).doesNotContain("\n");
    }

    @Test
    void theRecipeAsksForItsOwnPictureAlone() {
        assertThat(RECIPE.toRequest(List.of())).isInstanceOfSatisfying(ImageRequest.Generate.class, r -> {
            assertThat(r.seed()).isEqualTo(4294967295L);
            assertThat(r.candidates()).isEqualTo(1);
            assertThat(r.prompt()).isEqualTo(RECIPE.prompt());
            assertThat(r.stages()).isEqualTo(RECIPE.stages());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"unclip\":2}",
                "{\"unclip\":1,\"operation\":\"melt\"}",
                "{\"unclip\":1,\"operation\":\"generate\",\"pack\":\"p\",\"packVersion\":\"1\",\"prompt\":\"x\",\"prior\":\"diffusion\",\"noiseOrder\":\"stream-per-stage\",\"seed\":-1}",
                "{\"unclip\":1,\"operation\":\"generate\",\"pack\":\"p\",\"packVersion\":\"1\",\"prompt\":\"x\",\"prior\":\"diffusion\",\"noiseOrder\":\"stream-per-stage\",\"seed\":1.5}",
                "{\"unclip\":1,\"operation\":\"generate\",\"pack\":\"p\",\"packVersion\":\"1\",\"prompt\":\"x\",\"prior\":\"magic\",\"noiseOrder\":\"stream-per-stage\",\"seed\":1}",
                "{\"unclip\":1,\"operation\":\"generate\",\"pack\":\"p\",\"packVersion\":\"1\",\"prompt\":\"x\",\"prior\":\"diffusion\",\"noiseOrder\":\"stream-per-stage\",\"seed\":1,\"stages\":{\"decoder\":{\"steps\":0}}}"
            })
    void whatIsNoRecipeIsRefusedInOneLine(String json) {
        assertThatThrownBy(() -> RecipeJson.read(json))
                .isInstanceOf(InvalidRequestException.class)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("\n"));
    }

    private static String with(String changed) {
        String whole = RecipeJson.write(RECIPE);
        int colon = changed.indexOf(':');
        String key = changed.substring(0, colon);
        return whole.replaceFirst(
                java.util.regex.Pattern.quote(key) + ":(\"(?:[^\"\\\\]|\\\\.)*\"|[0-9.]+|\\{\\}|\\{\"textGap[^}]*\\})",
                java.util.regex.Matcher.quoteReplacement(changed));
    }

    /** A wrong type or a value out of range names its field; it never becomes a default. */
    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"steps\":30.0 | stages.decoder.steps",
                "\"steps\":\"30\" | stages.decoder.steps",
                "\"steps\":1000000 | stages.decoder.steps",
                "\"steps\":1e30 | stages.decoder.steps",
                "\"steps\":99999999999999999999 | stages.decoder.steps",
                "\"steps\":null | stages.decoder.steps",
                "\"guidance\":\"3\" | stages.decoder.guidance",
                "\"guidance\":1e999 | stages.decoder.guidance",
                "\"guidance\":-1 | stages.decoder.guidance",
                "\"eta\":true | stages.decoder.eta",
                "\"eta\":2 | stages.decoder.eta",
                "\"samples\":0 | stages.prior.samples",
                "\"sampler\":7 | stages.decoder.sampler",
                "\"seed\":1180591620717411303424 | seed",
                "\"seed\":4294967296 | seed",
                "\"seed\":7.0 | seed",
                "\"seed\":\"7\" | seed",
                "\"pack\":5 | pack",
                "\"prompt\":[] | prompt",
                "\"prior\":\"magic\" | prior",
                "\"noiseOrder\":3 | noiseOrder",
                "\"notes\":[1] | notes",
                "\"textGap\":5 | notes.textGap",
            })
    void aWrongValueIsOneSentenceThatNamesItsField(String changed, String field) {
        String json = with(changed);
        assertThat(json).isNotEqualTo(RecipeJson.write(RECIPE)).contains(changed);
        assertThatThrownBy(() -> RecipeJson.read(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(field)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stages\":[]", "\"stages\":{\"decoder\":7}", "\"stages\":null"})
    void stagesThatAreNoObjectsAreNamed(String stages) {
        String json = RecipeJson.write(RECIPE).replaceFirst("\"stages\":\\{.*\\},\"notes", stages + ",\"notes");
        assertThatThrownBy(() -> RecipeJson.read(json))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("stages");
    }

    @Test
    void unknownKeysAreIgnoredAndDoubledOnesRefused() {
        String json = RecipeJson.write(RECIPE);
        assertThat(RecipeJson.read(json.replace("\"seed\"", "\"later\":{\"x\":[1]},\"seed\"")))
                .isEqualTo(RECIPE);
        assertThatThrownBy(() -> RecipeJson.read(json.replace("\"seed\"", "\"seed\":1,\"seed\"")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> RecipeJson.read(json + " {}")).isInstanceOf(InvalidRequestException.class);
    }
}
