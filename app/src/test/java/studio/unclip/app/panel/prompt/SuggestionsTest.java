package studio.unclip.app.panel.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    @Test
    void only_prompts_whose_every_word_is_known_are_suggested() {
        List<String> prompts = Suggestions.of(
                List.of("an owl", "a castle", "a zeppelin"),
                prompt -> !prompt.contains("night") && !prompt.contains("zeppelin"),
                6,
                new Random(3));

        assertThat(prompts).hasSize(2).noneMatch(prompt -> prompt.contains("night"));
        assertThat(prompts).anyMatch(prompt -> prompt.startsWith("an owl"));
        assertThat(prompts).anyMatch(prompt -> prompt.startsWith("a castle"));
    }

    @Test
    void not_more_than_asked_for_and_none_twice() {
        List<String> prompts =
                Suggestions.of(List.of("an owl", "a fox", "a bee", "a pig", "a lion"), _ -> true, 3, new Random(1));

        assertThat(prompts).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void nobody_is_greeted_with_a_coffin() {
        List<String> concepts =
                List.of("a coffin", "a skull and crossbones", "two crossed swords", "an owl", "a ratite");
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Suggestions.of(concepts, _ -> true, 6, new Random(seed)))
                    .hasSize(2)
                    .allMatch(prompt -> prompt.startsWith("an owl") || prompt.startsWith("a ratite"));
        }
    }
}
