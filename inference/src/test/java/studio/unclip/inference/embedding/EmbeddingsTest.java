package studio.unclip.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingsTest {

    private static float[] random(long seed, int n) {
        Random random = new Random(seed);
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 0.9, 1})
    void slerpTurnsByTheShareOfTheAngle(double theta) {
        float[] a = Embeddings.normalise(random(1, 64));
        float[] b = Embeddings.normalise(random(2, 64));
        double angle = Math.acos(Embeddings.cosine(a, b));
        float[] between = Embeddings.slerp(a, b, theta);
        assertThat(Embeddings.length(between)).isCloseTo(1, within(1e-6));
        assertThat(Math.acos(Math.min(1, Embeddings.cosine(a, between)))).isCloseTo(theta * angle, within(1e-3));
    }

    @Test
    void slerpBetweenOneDirectionIsPlainInterpolation() {
        float[] a = {1, 2, 3};
        float[] b = {2, 4, 6};
        assertThat(Embeddings.slerp(a, b, 0.5)).containsExactly(new float[] {1.5f, 3, 4.5f}, within(1e-5f));
    }

    @Test
    void aTextDiffIsTheUnitVectorFromOneToTheOther() {
        assertThat(Embeddings.difference(new float[] {1, 3}, new float[] {1, 1}))
                .containsExactly(new float[] {0, 1}, within(1e-6f));
    }

    @Test
    void whiteningIsUndone() {
        int e = 3;
        float[] mean = {0.5f, -1, 2};
        float[] whiten = {2, 0, 0, 1, 4, 0, 0, 0, 0.5f};
        float[] unwhiten = {0.5f, 0, 0, -0.125f, 0.25f, 0, 0, 0, 2};
        EmbeddingGeometry geometry =
                new EmbeddingGeometry(mean, whiten, unwhiten, new float[0], new float[e], false, true);
        float[] z = {1, 2, 3};
        assertThat(geometry.whiten(z)).containsExactly(new float[] {1, 12.5f, 0.5f}, within(1e-6f));
        assertThat(geometry.unwhiten(geometry.whiten(z))).containsExactly(z, within(1e-5f));
    }

    /** Mean 1, standard deviations 1/2 and 1/4. */
    private static EmbeddingGeometry diagonal(boolean unitLength) {
        return new EmbeddingGeometry(
                new float[] {1, 1},
                new float[] {2, 4},
                new float[] {0.5f, 0.25f},
                new float[0],
                new float[2],
                false,
                unitLength);
    }

    @Test
    void aDiagonalWhiteningIsClipMeanAndStd() {
        EmbeddingGeometry geometry = diagonal(true);
        assertThat(geometry.whiten(new float[] {2, 2})).containsExactly(2, 4);
        assertThat(geometry.unwhiten(new float[] {2, 4})).containsExactly(2, 2);
    }

    @Test
    void theGapIsBridgedByMovingTheMean() {
        float[] mean = {0, 1};
        float[] textMean = {1, 0};
        EmbeddingGeometry centred =
                new EmbeddingGeometry(mean, new float[2], new float[2], new float[0], textMean, true, true);
        assertThat(centred.textAsImage(new float[] {1, 0})).containsExactly(new float[] {0, 1}, within(1e-6f));
        EmbeddingGeometry none =
                new EmbeddingGeometry(mean, new float[2], new float[2], new float[0], textMean, false, true);
        assertThat(none.textAsImage(new float[] {2, 0})).containsExactly(new float[] {1, 0}, within(1e-6f));
    }

    @Test
    void whereLengthsMeanSomethingTheyAreKept() {
        EmbeddingGeometry kept = diagonal(false);
        assertThat(kept.raw(new float[] {2, 4})).containsExactly(2, 2);
        assertThat(kept.textAsImage(new float[] {3, 4})).containsExactly(3, 4);
        assertThat(kept.inDirection(new float[] {0, 1}, 5)).containsExactly(0, 5);
        EmbeddingGeometry unit = diagonal(true);
        assertThat(Embeddings.length(unit.raw(new float[] {2, 4}))).isCloseTo(1, within(1e-6));
        assertThat(unit.inDirection(new float[] {0, 1}, 5)).containsExactly(0, 1);
    }

    @Test
    void keepingAllComponentsKeepsTheEmbedding() {
        float[] pca = {1, 0, 0, 1};
        float[] mean = {0.1f, 0.2f};
        EmbeddingGeometry geometry =
                new EmbeddingGeometry(mean, new float[2], new float[2], pca, new float[2], false, true);
        float[] z = Embeddings.normalise(new float[] {0.6f, 0.8f});
        assertThat(geometry.keep(z, 2)).containsExactly(z, within(1e-6f));
        assertThat(geometry.keep(z, 0)).containsExactly(Embeddings.normalise(mean), within(1e-6f));
        assertThat(geometry.components()).isEqualTo(2);
    }

    @Test
    void anEmbeddingIsBuiltFromItsComponents() {
        float[] pca = {1, 0, 0, 0, 1, 0};
        float[] mean = {0.1f, 0.2f, 0.9f};
        EmbeddingGeometry geometry =
                new EmbeddingGeometry(mean, new float[3], new float[3], pca, new float[3], false, true);
        assertThat(geometry.ofComponents(new float[] {0.5f, -0.2f}))
                .containsExactly(Embeddings.normalise(new float[] {0.6f, 0, 0.9f}), within(1e-6f));
        assertThat(geometry.ofComponents(new float[0])).containsExactly(Embeddings.normalise(mean), within(1e-6f));
    }
}
