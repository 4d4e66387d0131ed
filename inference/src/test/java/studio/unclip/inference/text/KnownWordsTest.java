package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownWordsTest {
    private final KnownWords words = new KnownWords(
            Set.of(
                    "a",
                    "an",
                    "owl",
                    "fire engine",
                    "dog",
                    "on",
                    "the",
                    "beach",
                    "night",
                    "at",
                    "café",
                    "robot",
                    "coffee"),
            List.of("owl", "dog", "fire engine", "beach", "robot", "coffee", "skateboard", "fish"),
            Map.of("poodle", "dog", "barn owl", "owl", "sea", "beach"));

    private List<KnownWords.Unknown> unknown(String prompt) {
        return words.unknownIn(prompt).first();
    }

    @Test
    void knownWordsAreNotReported() {
        assertThat(unknown("An owl, on the BEACH at night! 3 fire engine")).isEmpty();
    }

    @Test
    void anUnknownWordComesWithItsPlaceAndTheThingItIsAKindOf() {
        assertThat(unknown("a poodle")).containsExactly(new KnownWords.Unknown("poodle", 2, List.of("dog")));
        assertThat(unknown("Poodles").getFirst().nearest()).containsExactly("dog");
    }

    @ParameterizedTest
    @CsvSource({
        "owwl, owl",
        "dgo, dog",
        "baech, beach",
        "ofwl, owl",
        "robto, robot",
        "skatebaord, skateboard",
        "skatebord, skateboard"
    })
    void aTypingErrorComesWithTheWordThatWasMeant(String typed, String meant) {
        assertThat(unknown("an " + typed).getFirst().nearest()).first().isEqualTo(meant);
    }

    /** Few letters in common are no reason to offer a word: first is no fish, coffin no coffee. */
    @ParameterizedTest
    @ValueSource(strings = {"xylophonist", "first", "coffin", "go", "ox", "bench press"})
    void aWordLikeNothingKnownHasNoSuggestion(String word) {
        assertThat(unknown(word))
                .isNotEmpty()
                .filteredOn(u -> !u.word().equals("bench"))
                .allSatisfy(u -> assertThat(u.nearest()).isEmpty());
    }

    @Test
    void aPossessiveIsTheWordItself() {
        assertThat(unknown("the dog's owl")).isEmpty();
        assertThat(unknown("the dog’s owl")).isEmpty();
    }

    @Test
    void aPackWithoutVocabularyKnowsEverything() {
        assertThat(new KnownWords(Set.of(), List.of(), Map.of())
                        .unknownIn("anything goes")
                        .count())
                .isZero();
    }

    /** Places count chars (UTF-16), as text fields do; what is put there replaces the word and nothing beside it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "🦉owwl",
                "🦉 owwl",
                "an owl 👩‍🚀 owwl on the beach",
                "❤️owwl❤️",
                "❤️ owwl 🏳️‍🌈",
                "3️⃣ owwl",
                "🇩🇪owwl🇫🇷",
                "\"owwl\"",
                "owwl"
            })
    void aWordsPlaceIsRightAfterEmoji(String prompt) {
        assertThat(unknown(prompt)).hasSize(1);
        KnownWords.Unknown found = unknown(prompt).getFirst();
        assertThat(found.word()).isEqualTo("owwl");
        String replaced = prompt.substring(0, found.start())
                + "owl"
                + prompt.substring(found.start() + found.word().length());
        assertThat(replaced).isEqualTo(prompt.replace("owwl", "owl"));
    }

    @Test
    void marksWithoutALetterAreNoWord() {
        assertThat(unknown("❤️ 3️⃣ ☂️ \u0301")).isEmpty();
    }

    @Test
    void aLetterWithItsAccentApartIsTheSameLetter() {
        assertThat(unknown("cafe\u0301 on the beach")).isEmpty();
    }

    @Test
    void lettersBeyondTheFirstPlaneAreLetters() {
        assertThat(unknown("an 𝒳𝒴 owl")).extracting(KnownWords.Unknown::word).containsExactly("𝒳𝒴");
    }

    @Test
    void ofManyUnknownWordsTheFirstAreToldAndAllAreCounted() {
        KnownWords.Found found = words.unknownIn("qwertz asdfgh ".repeat(1000));
        assertThat(found.count()).isEqualTo(2000);
        assertThat(found.first()).hasSize(KnownWords.MOST_TOLD);
        assertThat(found.first().get(1).start()).isEqualTo(7);
    }

    /** None of these may exhaust the stack; that they take no time is the reason for the limits above. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "a-", "a'", "a\u0301", "🦉", "é", "owwl ", "!", "1"})
    void noPromptIsTooLong(String part) {
        assertThat(words.unknownIn(part.repeat(50_000)).first().size()).isLessThanOrEqualTo(KnownWords.MOST_TOLD);
    }
}
