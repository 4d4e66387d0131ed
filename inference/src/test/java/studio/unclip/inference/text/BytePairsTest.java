package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The queue gives what the definition gives, also for merges no training would produce. */
class BytePairsTest {

    /** The definition, word for word: the best pair of all is joined everywhere, until there is none. */
    private static List<String> byDefinition(List<String> symbols, List<String> merges) {
        List<String> now = new ArrayList<>(symbols);
        while (true) {
            int best = merges.size();
            for (int i = 0; i + 1 < now.size(); i++) {
                int rank = merges.indexOf(now.get(i) + " " + now.get(i + 1));
                best = rank >= 0 ? Math.min(best, rank) : best;
            }
            if (best == merges.size()) {
                return now;
            }
            String[] pair = merges.get(best).split(" ", -1);
            List<String> next = new ArrayList<>();
            for (int i = 0; i < now.size(); i++) {
                boolean here = i + 1 < now.size()
                        && now.get(i).equals(pair[0])
                        && now.get(i + 1).equals(pair[1]);
                next.add(here ? pair[0] + pair[1] : now.get(i));
                i += here ? 1 : 0;
            }
            now = next;
        }
    }

    @Test
    void randomMergesOfRandomWords() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<String> known = new ArrayList<>(List.of("a", "b", "c"));
            Set<String> merges = new LinkedHashSet<>();
            for (int i = 0; i < 12; i++) {
                String first = known.get(random.nextInt(known.size()));
                String second = known.get(random.nextInt(known.size()));
                merges.add(first + " " + second);
                if (!known.contains(first + second)) {
                    known.add(first + second);
                }
            }
            List<String> ranked = new ArrayList<>(merges);
            java.util.Collections.shuffle(ranked, random); // a result may come before its parts
            Map<String, Integer> ids = new HashMap<>();
            known.forEach(symbol -> ids.put(symbol, ids.size()));
            List<String> word = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                word.add(known.get(random.nextInt(3)));
            }
            int[] expected =
                    byDefinition(word, ranked).stream().mapToInt(ids::get).toArray();
            int[] given = word.stream().mapToInt(ids::get).toArray();
            assertThat(new BytePairs(ranked, ids).merge(given))
                    .as("seed %d", seed)
                    .containsExactly(expected);
        }
    }

    @Test
    void nothingStaysNothing() {
        assertThat(new BytePairs(List.of(), Map.of()).merge(new int[0])).isEmpty();
    }
}
