package studio.unclip.app.panel.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.PromptCheck;

class WordNotesTest {

    private static List<PromptCheck.UnknownWord> words(String... words) {
        return Stream.of(words)
                .map(word -> new PromptCheck.UnknownWord(word, 0, List.of()))
                .toList();
    }

    @Test
    void words_beyond_the_first_four_are_counted_and_named() {
        assertThat(WordNotes.others(words("a", "b", "c", "d", "e", "f"), 6))
                .isEqualTo("And 2 more are not known: e, f");
        assertThat(WordNotes.others(words("a", "b", "c", "d", "e"), 5)).isEqualTo("And 1 more is not known: e");
    }

    @Test
    void a_hundred_of_them_do_not_fill_the_panel() {
        String[] many = Stream.generate(() -> "bycicle").limit(104).toArray(String[]::new);
        assertThat(WordNotes.others(words(many), 104))
                .startsWith("And 100 more")
                .endsWith("…")
                .hasSizeLessThan(160);
    }

    @Test
    void of_more_than_are_told_one_by_one_the_rest_is_still_counted() {
        assertThat(WordNotes.others(words("a", "b", "c", "d", "e"), 1500))
                .isEqualTo("And 1496 more are not known: e, …");
        assertThat(WordNotes.others(words("a", "b", "c", "d"), 6)).isEqualTo("And 2 more are not known");
    }
}
