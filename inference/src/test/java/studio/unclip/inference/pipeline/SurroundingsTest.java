package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.embedding.Sphere;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackGeometry;

class SurroundingsTest {
    private static final Operations.Thing CONSTANTS =
            new Operations.Thing(0.1, List.of("place", "light"), 0.25, Optional.empty());

    /** Of four numbers the second says the place and the third the light. */
    private static Surroundings likeness(double likeness) {
        return new Surroundings(
                CONSTANTS,
                new Aspects(List.of(
                        new PackGeometry.Projector(1, new float[] {0, 1, 0, 0}),
                        new PackGeometry.Projector(1, new float[] {0, 0, 1, 0}))),
                likeness);
    }

    @Test
    void theNamedAspectsComeFromAroundAndTheRestIsThePrompts() {
        float[] z = Embeddings.normalise(new float[] {3, 1, 0, 1});
        float[] around = Embeddings.normalise(new float[] {-1, 2, 2, 0});
        float[] there = likeness(1).on(z, around);
        assertThat(Embeddings.length(there)).isCloseTo(1, within(1e-6));
        assertThat(there[0] / there[3]).isCloseTo(3, within(1e-5f));
        // One aspect after the other, each from a direction of unit length.
        assertThat(there[1] / there[2]).isCloseTo(1, within(0.2f));
        assertThat(there[1]).isBetween(0.3f, 0.7f);
    }

    /** Whoever shares the ground differs in the rest only. */
    @Test
    void whatIsSharedComesFromTheMean() {
        Aspects place = new Aspects(List.of(new PackGeometry.Projector(1, new float[] {0, 1, 0, 0})));
        float[] owl = Embeddings.normalise(new float[] {1, 0.5f, 0, 0});
        float[] car = Embeddings.normalise(new float[] {0, 0.1f, 1, 0});
        float[] mean = Sphere.mean(List.of(owl, car), new double[] {1, 1});
        List<float[]> both = place.shared(List.of(owl, car));
        // Both have the mean's place beside all that was theirs alone; what is left is brought to unit length.
        assertThat(both.get(0)[1] / both.get(0)[0]).isCloseTo(mean[1] / owl[0], within(1e-5f));
        assertThat(both.get(1)[1] / both.get(1)[2]).isCloseTo(mean[1] / car[2], within(1e-5f));
        assertThat(mean[1]).isBetween(car[1], owl[1]);
        assertThat(both.get(0)[2]).isZero();
        assertThat(both.get(1)[0]).isZero();
    }

    @Test
    void betweenTheTwoTheWayIsGoneByTheLikeness() {
        float[] z = Embeddings.normalise(new float[] {3, 1, 0, 1});
        float[] around = Embeddings.normalise(new float[] {-1, 2, 2, 0});
        double none = Embeddings.cosine(likeness(1e-9).on(z, around), z);
        double half = Embeddings.cosine(likeness(0.5).on(z, around), z);
        double all = Embeddings.cosine(likeness(1).on(z, around), z);
        assertThat(none).isCloseTo(1, within(1e-6));
        assertThat(half).isBetween(all + 0.01, none - 0.01);
    }

    /** A mask of 16 x 16 in 32 x 32: a quarter of its side is four pixels. */
    @Test
    void theMasksEdgeIsTheSurroundingsAndItsMiddleTheThings() {
        int size = 32;
        float[] repaint = new float[size * size];
        for (int y = 8; y < 24; y++) {
            for (int x = 8; x < 24; x++) {
                repaint[y * size + x] = 1;
            }
        }
        AreaShares shares = likeness(1).shares(repaint, size);
        float[] thing = shares.rest().getFirst();
        float[] around = shares.areas().getFirst();
        int row = 16 * size;
        assertThat(around[row + 7]).isEqualTo(1);
        for (int x = 8; x < 12; x++) {
            assertThat(around[row + x]).isStrictlyBetween(0f, around[row + x - 1]);
        }
        assertThat(around[row + 12]).isCloseTo(0, within(1e-6f));
        assertThat(around[row + 16]).isZero();
        for (int i = 0; i < thing.length; i++) {
            assertThat(thing[i] + around[i]).isCloseTo(1, within(1e-6f));
        }
        assertThat(likeness(0.5).shares(repaint, size).areas().getFirst()[row + 7])
                .isEqualTo(0.5f);
    }

    @Test
    void whereAllIsMaskedNothingIsAround() {
        float[] repaint = new float[16];
        Arrays.fill(repaint, 1);
        assertThat(likeness(1).shares(repaint, 4).areas().getFirst()).containsOnly(0);
    }
}
