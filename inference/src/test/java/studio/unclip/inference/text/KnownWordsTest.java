package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownWordsTest {
    private final KnownWords words = new KnownWords(
            Set.of("a", "an", "owl", "fire engine", "dog", "on", "the", "beach", "night", "at"),
            List.of("owl", "dog", "fire engine", "beach"),
            Map.of("poodle", "dog"));

    @Test
    void knownWordsAreNotReported() {
        assertThat(words.unknownIn("An owl, on the BEACH at night! 3 fire engine"))
                .isEmpty();
    }

    @Test
    void anUnknownWordComesWithItsPlaceAndTheNearestInMeaning() {
        assertThat(words.unknownIn("a poodle")).containsExactly(new KnownWords.Unknown("poodle", 2, List.of("dog")));
        assertThat(words.unknownIn("Poodles").getFirst().nearest()).containsExactly("dog");
    }

    @Test
    void aTypingErrorComesWithTheWordThatWasMeant() {
        assertThat(words.unknownIn("an owwl").getFirst().nearest()).first().isEqualTo("owl");
    }

    @Test
    void aWordLikeNothingKnownHasNoSuggestion() {
        assertThat(words.unknownIn("xylophonist").getFirst().nearest()).isEmpty();
    }

    @Test
    void aPossessiveIsTheWordItself() {
        assertThat(words.unknownIn("the dog's owl")).isEmpty();
    }

    @Test
    void aPackWithoutVocabularyKnowsEverything() {
        assertThat(new KnownWords(Set.of(), List.of(), Map.of()).unknownIn("anything goes"))
                .isEmpty();
    }
}
