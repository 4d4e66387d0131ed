package studio.unclip.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.StepNumbers;

class NumberEntryTest {
    private final NumberEntry<Integer> steps = new NumberEntry<>("Steps", NumberKind.steps(StepNumbers.ALL), 25);
    private final NumberEntry<Double> guidance =
            new NumberEntry<>("Guidance", NumberKind.hundredths(0, 20, 0.25), 1.75);

    @ParameterizedTest
    @CsvSource({"2.5,2.5", "'2,5',2.5", "' 3 ',3", ".5,0.5", "4.,4", "20,20", "0,0", "'0,125',0.125"})
    void a_point_and_a_comma_are_the_same(String typed, double meant) {
        guidance.text().set(typed);
        assertThat(guidance.value().get()).isEqualTo(meant);
        assertThat(guidance.problem().get()).isEmpty();
        assertThat(guidance.text().get())
                .as("nothing is rewritten under the hands")
                .isEqualTo(typed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NaN",
                "Infinity",
                "-1",
                "abc",
                "1e3",
                "0x1p3",
                "2d",
                "20.01",
                "1.2.3",
                ",",
                "99999999999999999999"
            })
    void what_is_no_such_number_leaves_the_last_one_and_says_so(String typed) {
        guidance.text().set(typed);
        assertThat(guidance.value().get()).isEqualTo(1.75);
        assertThat(guidance.problem().get()).isEqualTo("Guidance: not a number from 0 to 20. 1.75 is kept.");
        guidance.settle();
        assertThat(guidance.text().get()).isEqualTo("1.75");
        assertThat(guidance.problem().get()).isNotEmpty();
        guidance.text().set("2");
        assertThat(guidance.problem().get()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1001", "2.5", "-3", "٣", "12345678901"})
    void steps_are_whole(String typed) {
        steps.text().set(typed);
        assertThat(steps.value().get()).isEqualTo(25);
        assertThat(steps.problem().get()).contains("a whole number from 1 to 1000", "25 is kept");
    }

    @Test
    void a_text_that_was_emptied_is_no_null() {
        steps.text().set(null);
        assertThat(steps.value().get()).isEqualTo(25);
    }

    @Test
    void steps_beside_stay_within_the_ends() {
        steps.text().set("999");
        steps.step(1);
        steps.step(1);
        assertThat(steps.value().get()).isEqualTo(1000);
        guidance.step(-1);
        assertThat(guidance.text().get()).isEqualTo("1.50");
    }

    @Test
    void stepping_from_a_text_that_is_no_number_goes_on_from_the_last_one() {
        steps.text().set("x");
        steps.step(1);
        assertThat(steps.text().get()).isEqualTo("26");
        assertThat(steps.problem().get()).isEmpty();
    }

    @Test
    void of_numbers_a_stage_does_not_take_the_nearest_counts_and_that_is_said() {
        NumberEntry<Integer> some = new NumberEntry<>("Steps", NumberKind.steps(StepNumbers.of(n -> n % 10 == 0)), 30);
        some.text().set("3");
        assertThat(some.value().get()).isEqualTo(10);
        assertThat(some.problem().get()).contains("10 is taken instead of 3");
        assertThat(some.text().get()).as("35 can still be typed").isEqualTo("3");
        some.settle();
        assertThat(some.text().get()).isEqualTo("10");

        some.step(1);
        assertThat(some.value().get()).isEqualTo(20);
        assertThat(some.problem().get()).isEmpty();
        some.step(-1);
        some.step(-1);
        assertThat(some.value().get()).isEqualTo(10);
    }
}
