package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeamSearchTest {
    private static final int START = 0;
    private static final int END = 1;

    /** Tokens 2 and 3: 2 looks better at first, but only 3 leads to a sure end. */
    private static float[][] garden(List<int[]> sequences) {
        float[][] result = new float[sequences.size()][];
        for (int i = 0; i < result.length; i++) {
            int last = sequences.get(i)[sequences.get(i).length - 1];
            result[i] = switch (last) {
                case START -> logs(0, 0, 0.6, 0.4);
                case 2 -> logs(0, 0.3, 0.35, 0.35);
                default -> logs(0, 1.0, 0, 0);
            };
        }
        return result;
    }

    private static float[] logs(double... chances) {
        float[] logs = new float[chances.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = (float) Math.log(Math.max(chances[i], 1e-9));
        }
        return logs;
    }

    @Test
    void oneBeamIsGreedyAndMoreBeamsFindTheLikelierSequence() {
        List<BeamSearch.Sequence> greedy = new BeamSearch(START, END, 1, 4).run(BeamSearchTest::garden);
        assertThat(greedy.getFirst().tokens()).startsWith(0, 2);
        List<BeamSearch.Sequence> wide = new BeamSearch(START, END, 4, 4).run(BeamSearchTest::garden);
        assertThat(wide.getFirst().tokens()).containsExactly(0, 3, 1);
        assertThat(wide.getFirst().logProbability()).isCloseTo(Math.log(0.4) / 2, within(1e-6));
        assertThat(wide)
                .hasSize(4)
                .isSortedAccordingTo((a, b) -> Double.compare(b.logProbability(), a.logProbability()));
    }

    @Test
    void whatNeverEndsIsCutAtTheLongestLength() {
        List<BeamSearch.Sequence> found = new BeamSearch(START, END, 2, 5).run(sequences -> {
            float[][] result = new float[sequences.size()][];
            Arrays.setAll(result, i -> logs(0, 0, 0.5, 0.5));
            return result;
        });
        assertThat(found).allSatisfy(sequence -> {
            assertThat(sequence.tokens()).hasSize(5);
            assertThat(sequence.logProbability()).isCloseTo(Math.log(0.5), within(1e-6));
        });
    }

    @Test
    void everyCallHasSequencesOfOneLengthAndNoMoreThanTheBeams() {
        new BeamSearch(START, END, 3, 6).run(sequences -> {
            assertThat(sequences).hasSizeBetween(1, 3);
            assertThat(sequences.stream().mapToInt(s -> s.length).distinct().count())
                    .isEqualTo(1);
            return garden(sequences);
        });
    }
}
