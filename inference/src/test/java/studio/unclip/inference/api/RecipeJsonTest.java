package studio.unclip.inference.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeJsonTest {
    private static final Recipe RECIPE = new Recipe(
            Recipe.GENERATE,
            "unclip-starter",
            "0.1.0",
            "an owl \"at\" night, grün",
            Conditioning.DIFFUSION_PRIOR,
            4294967295L,
            NoiseOrder.STREAM_PER_STAGE,
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
        assertThat(RECIPE.toRequest()).isInstanceOfSatisfying(ImageRequest.Generate.class, r -> {
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
}
