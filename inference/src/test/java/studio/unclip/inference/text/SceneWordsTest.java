package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SceneWordsTest {
    private static final SceneWords WORDS = new SceneWords(
            Set.of("meadow", "beach", "sea", "blue sky", "grass"),
            Set.of("hat", "palm tree", "grass", "blue whale", "Tree"));

    @ParameterizedTest
    @ValueSource(
            strings = {"a meadow", "A sunny Beach", "the blue sky", "grass, meadow", "meadow", "a beach at the sea"})
    void aPlaceAloneIsAScene(String prompt) {
        assertThat(WORDS.isScene(prompt)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red hat",
                "a hat on the beach",
                "a beach with a palm tree",
                "a tree",
                "a blue whale in the sea",
                "",
                "blue",
                "something unknown",
                "meadows"
            })
    void whereAThingIsNamedOrNoPlaceItIsNone(String prompt) {
        assertThat(WORDS.isScene(prompt)).isFalse();
    }

    @Test
    void aPackThatNamesNoScenesHasNone() {
        assertThat(new SceneWords(Set.of(), Set.of("hat")).isScene("a meadow")).isFalse();
    }

    @Test
    void a_pack_that_names_neither_scenes_nor_things_has_no_scene() {
        SceneWords none = new SceneWords(Set.of(), Set.of());
        assertThat(none.isScene("a meadow")).isFalse();
        assertThat(none.isScene("")).isFalse();
    }
}
