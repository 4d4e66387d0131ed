package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.AnalysisResult.Kind;
import studio.unclip.inference.api.AnalysisResult.Sight;
import studio.unclip.inference.pack.VocabularyFile;

class WordsSeenTest {
    private static final int E = 16;
    private static final VocabularyFile VOCABULARY = new VocabularyFile(
            List.of(concept("owl"), concept("dog"), concept("ship")),
            Set.of("a"),
            List.of("pencil sketch", "pixel art"),
            List.of("in the snow", "at sea", "in space"),
            Map.of());

    private static VocabularyFile.Concept concept(String name) {
        return new VocabularyFile.Concept(name, "a " + name, List.of(), List.of());
    }

    /** Words point along an axis each; all share the last axis, and so do pictures. */
    private static float[] along(int... axes) {
        float[] values = new float[E];
        values[E - 1] = 2;
        for (int axis : axes) {
            values[axis] = 1;
        }
        return values;
    }

    private static WordsSeen words() {
        List<float[]> read = new ArrayList<>();
        for (int i = 0; i < WordsSeen.count(VOCABULARY); i++) {
            read.add(along(i));
        }
        float[] mean = new float[E];
        mean[E - 1] = 2;
        return new WordsSeen(VOCABULARY, read, mean);
    }

    @Test
    void the_words_of_each_kind_that_fit_best_come_first() {
        List<Sight> seen = words().in(along(1, 4, 7)).words(); // a dog, at sea, as pixel art
        assertThat(seen).extracting(Sight::words).startsWith("a dog").contains("at sea", "pixel art");
        assertThat(seen.stream().filter(sight -> sight.kind() == Kind.PLACE).findFirst())
                .hasValueSatisfying(sight -> {
                    assertThat(sight.words()).isEqualTo("at sea");
                    assertThat(sight.clarity()).isGreaterThan(1);
                    assertThat(sight.similarity()).isBetween(0.0, 1.0);
                });
        assertThat(seen).extracting(Sight::kind).isSorted();
    }

    @Test
    void what_changed_is_told_with_what_came_and_what_went() {
        var changed = words().between(along(0, 3), along(0, 5));
        assertThat(changed.more().getFirst().words()).isEqualTo("in space");
        assertThat(changed.less().getFirst().words()).isEqualTo("in the snow");
        assertThat(changed.more())
                .allSatisfy(sight -> assertThat(sight.clarity()).isPositive());
        assertThat(changed.less())
                .allSatisfy(sight -> assertThat(sight.clarity()).isNegative());
    }

    @Test
    void a_kind_of_one_word_stands_out_from_nothing() {
        VocabularyFile one = new VocabularyFile(List.of(concept("owl")), Set.of(), List.of(), List.of(), Map.of());
        WordsSeen words = new WordsSeen(one, List.of(along(0)), new float[E]);
        assertThat(words.in(along(0)).words()).extracting(Sight::clarity).containsExactly(0.0);
    }
}
