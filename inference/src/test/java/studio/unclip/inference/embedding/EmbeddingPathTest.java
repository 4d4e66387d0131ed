package studio.unclip.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingPathTest {

    /** A quarter of a circle, walked ever faster. */
    private static float[] hastening(double at) {
        double angle = Math.PI / 2 * at * at * at;
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 6, 7, 100})
    void equalTravelIsEqualChange(int stops) {
        EmbeddingPath path = new EmbeddingPath(EmbeddingPathTest::hastening);
        for (int i = 1; i <= stops; i++) {
            float[] before = path.at((double) (i - 1) / stops);
            float[] after = path.at((double) i / stops);
            assertThat(Math.acos(Math.min(1, Embeddings.cosine(before, after))))
                    .isCloseTo(Math.PI / 2 / stops, within(0.06 * Math.PI / 2 / stops + 1e-4));
        }
    }

    @Test
    void theEndsAreTheWaysOwn() {
        EmbeddingPath path = new EmbeddingPath(EmbeddingPathTest::hastening);
        assertThat(path.at(0)).isEqualTo(hastening(0));
        assertThat(path.at(1)).isEqualTo(hastening(1));
    }

    @Test
    void aWayThatLeadsNowhereHasItsPlace() {
        EmbeddingPath path = new EmbeddingPath(at -> new float[] {3, 4});
        assertThat(path.at(0.37)).containsExactly(3, 4);
    }
}
