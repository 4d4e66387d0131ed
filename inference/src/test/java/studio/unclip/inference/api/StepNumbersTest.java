package studio.unclip.inference.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepNumbersTest {
    private final StepNumbers numbers = StepNumbers.of(n -> (n >= 10 && n <= 333) || n == 500);

    @Test
    void theyAreRanges() {
        assertThat(numbers.ranges()).containsExactly(new StepNumbers.Range(10, 333), new StepNumbers.Range(500, 500));
        assertThat(StepNumbers.ALL.ranges()).containsExactly(new StepNumbers.Range(1, 1000));
    }

    @Test
    void theNearestIsTakenAndOfTwoTheLarger() {
        assertThat(numbers.nearest(1)).isEqualTo(10);
        assertThat(numbers.nearest(30)).isEqualTo(30);
        assertThat(numbers.nearest(334)).isEqualTo(333);
        assertThat(numbers.nearest(417)).isEqualTo(500);
        assertThat(numbers.nearest(1000)).isEqualTo(500);
        assertThat(StepNumbers.of(n -> n == 2 || n == 4).nearest(3)).isEqualTo(4);
    }

    @Test
    void aSpinnerFindsTheNextOnes() {
        assertThat(numbers.contains(333)).isTrue();
        assertThat(numbers.contains(334)).isFalse();
        assertThat(numbers.atLeast(334)).hasValue(500);
        assertThat(numbers.atLeast(501)).isEmpty();
        assertThat(numbers.atMost(499)).hasValue(333);
        assertThat(numbers.atMost(9)).isEmpty();
    }

    @Test
    void someNumberThereMustBe() {
        assertThatThrownBy(() -> StepNumbers.of(n -> false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStageSaysWhyItTakesAnotherNumber() {
        PackInfo.Stage stage = new PackInfo.Stage(
                "decoder",
                64,
                List.of("ddim", "unclip"),
                StageSettings.DEFAULTS.withSampler("ddim"),
                Map.of("ddim", numbers));
        assertThat(stage.noteOnSteps(StageSettings.DEFAULTS.withSteps(334)))
                .hasValueSatisfying(note -> assertThat(note).contains("decoder", "333", "334"));
        assertThat(stage.noteOnSteps(StageSettings.DEFAULTS.withSteps(30))).isEmpty();
        assertThat(stage.noteOnSteps(StageSettings.DEFAULTS.withSteps(334).withSampler("unclip")))
                .isEmpty();
        assertThat(stage.noteOnSteps(StageSettings.DEFAULTS)).isEmpty();
    }
}
