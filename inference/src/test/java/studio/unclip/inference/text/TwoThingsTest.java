package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoThingsTest {
    private static final TwoThings WORDS = new TwoThings(
            List.of(
                    pattern("{a} on the left and {b} on the right", "{a} on the left", "{b} on the right"),
                    pattern("{a} to the right of {b}", "{b} on the left", "{a} on the right"),
                    pattern("{a} above {b}", "{a} at the top", "{b} at the bottom"),
                    pattern("{a} and {b}", "{a} on the left", "{b} on the right")),
            List.of(",", "in", "at", "on a"),
            List.of("a pencil sketch of {}", "{} as pixel art"),
            Set.of("owl", "dog", "red panda", "cup of coffee", "table", "Ship"));

    private static TwoThings.Pattern pattern(String text, String first, String second) {
        return new TwoThings.Pattern(
                text, List.of(new TwoThings.Region(first, 0, 0, 0.6, 1), new TwoThings.Region(second, 0.5, 0, 0.5, 1)));
    }

    private static List<String> split(String prompt) {
        return WORDS.split(prompt).orElse(List.of()).stream()
                .map(TwoThings.Region::prompt)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "an owl and a dog | an owl on the left | a dog on the right",
                "An owl  and a DOG | An owl on the left | a DOG on the right",
                "an owl on the left and a dog on the right | an owl on the left | a dog on the right",
                "a ship to the right of an owl | an owl on the left | a ship on the right",
                "a red panda above a cup of coffee | a red panda at the top | a cup of coffee at the bottom",
                "a big brown dog and two owl | a big brown dog on the left | two owl on the right",
                "owl and dog | owl on the left | dog on the right",
                "an owl and a dog in the snow | an owl on the left in the snow | a dog on the right in the snow",
                "an owl and a dog on a table at night | an owl on the left on a table at night | a dog on the right on a table at night",
                "an owl and a dog, in the rain | an owl on the left, in the rain | a dog on the right, in the rain",
                "a pencil sketch of an owl and a dog | a pencil sketch of an owl on the left | a pencil sketch of a dog on the right",
                "an owl and a dog at sea as pixel art | an owl on the left at sea as pixel art | a dog on the right at sea as pixel art",
            })
    void two_things_become_two_regions(String prompt, String first, String second) {
        assertThat(split(prompt)).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "an owl",
                "and",
                "an owl and",
                "and a dog",
                "an owl and a thing nobody knows",
                "black and white dog",
                "an owl in the snow and a dog",
                "an owl and a dog and a ship",
                "a very very large old owl and a dog",
                "an owlet and a dog",
                "a pencil sketch of a painting of an owl and a dog",
                "andandand",
                "{a} and {b}",
                "🦉 and 🐕"
            })
    void others_are_left_alone(String prompt) {
        assertThat(WORDS.split(prompt)).isEmpty();
    }

    @Test
    void regions_keep_their_places_and_their_order() {
        assertThat(WORDS.split("an owl and a dog").orElseThrow())
                .containsExactly(
                        new TwoThings.Region("an owl on the left", 0, 0, 0.6, 1),
                        new TwoThings.Region("a dog on the right", 0.5, 0, 0.5, 1));
    }

    @Test
    void without_names_a_few_words_are_a_thing() {
        TwoThings words = new TwoThings(
                List.of(pattern("{a} and {b}", "{a} on the left", "{b} on the right")),
                List.of("in"),
                List.of(),
                Set.of());
        assertThat(words.split("a zorp and a blue quix in space").orElseThrow())
                .extracting(TwoThings.Region::prompt)
                .containsExactly("a zorp on the left in space", "a blue quix on the right in space");
        assertThat(words.split("one two three four five and a quix")).isEmpty();
    }

    @Test
    void a_long_prompt_is_read_in_no_time() {
        String prompt = "an owl and ".repeat(2000) + "a dog in the snow, at night";
        assertThat(WORDS.split(prompt)).isEmpty();
    }
}
