package studio.unclip.app.panel.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FormerPromptsTest {
    private final List<List<String>> remembered = new ArrayList<>();

    private FormerPrompts former(String... before) {
        return new FormerPrompts(List.of(before), remembered::add);
    }

    @Test
    void up_goes_back_and_down_comes_again_to_what_was_being_typed() {
        FormerPrompts former = former("an owl", "a fox");
        assertThat(former.earlier("a ca")).contains("a fox");
        assertThat(former.earlier("a fox")).contains("an owl");
        assertThat(former.earlier("an owl")).isEmpty();
        assertThat(former.later("an owl")).contains("a fox");
        assertThat(former.later("a fox")).contains("a ca");
        assertThat(former.later("a ca")).isEmpty();
    }

    @Test
    void a_former_prompt_that_was_changed_is_being_typed() {
        FormerPrompts former = former("an owl", "a fox");
        assertThat(former.earlier("")).contains("a fox");
        assertThat(former.earlier("a fox at night")).contains("a fox");
        assertThat(former.later("a fox")).contains("a fox at night");
    }

    @Test
    void what_stands_in_the_field_already_is_not_brought_again() {
        assertThat(former("an owl", "a fox").earlier("a fox")).contains("an owl");
    }

    @Test
    void one_that_is_used_again_is_the_newest_and_is_there_once() {
        FormerPrompts former = former("an owl", "a fox");
        former.add("  an owl ");
        former.add(" ");
        assertThat(remembered).containsExactly(List.of("a fox", "an owl"));
    }

    @Test
    void the_oldest_go() {
        FormerPrompts former = former();
        IntStream.range(0, FormerPrompts.MOST + 5).forEach(i -> former.add("prompt " + i));
        assertThat(remembered.getLast()).hasSize(FormerPrompts.MOST).startsWith("prompt 5");
    }
}
