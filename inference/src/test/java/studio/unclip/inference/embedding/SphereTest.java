package studio.unclip.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SphereTest {
    private static final int E = 32;

    private static float[] random(long seed) {
        Random random = new Random(seed);
        float[] values = new float[E];
        for (int i = 0; i < E; i++) {
            values[i] = (float) random.nextGaussian() + 0.7f; // as embeddings do, they share a direction
        }
        return Embeddings.normalise(values);
    }

    private static void near(float[] found, float[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            assertThat(found[i]).isCloseTo(wanted[i], within(2e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5, 0.77, 1, -0.5, 1.6})
    void of_two_it_is_their_slerp_and_goes_on_beyond_both(double theta) {
        float[] a = random(1);
        float[] b = random(2);
        near(Sphere.mean(List.of(a, b), new double[] {1 - theta, theta}), Embeddings.slerp(a, b, theta));
    }

    @Test
    void only_the_weights_proportion_counts() {
        List<float[]> points = List.of(random(1), random(2), random(3));
        float[] mean = Sphere.mean(points, new double[] {1, 2, -0.5});
        near(Sphere.mean(points, new double[] {4, 8, -2}), mean);
        near(Sphere.mean(points, new double[] {-4, -8, 2}), mean);
    }

    @Test
    void of_several_the_weighted_ways_to_them_sum_to_zero() {
        List<float[]> points =
                IntStream.range(0, 8).mapToObj(SphereTest::random).toList();
        double[] weights = {1, 2, 0.5, 3, 0.1, 1, 1, 2};
        float[] mean = Sphere.mean(points, weights);
        double[] sum = new double[E];
        for (int k = 0; k < weights.length; k++) {
            double cosine = Embeddings.dot(mean, points.get(k));
            double scale = Math.acos(cosine) / Math.sqrt(1 - cosine * cosine);
            for (int i = 0; i < E; i++) {
                sum[i] += weights[k] * scale * (points.get(k)[i] - cosine * mean[i]);
            }
        }
        for (double component : sum) {
            assertThat(component).isCloseTo(0, within(1e-4));
        }
    }

    @Test
    void the_order_does_not_count() {
        float[] one = Sphere.mean(List.of(random(1), random(2), random(3)), new double[] {1, 2, 3});
        near(Sphere.mean(List.of(random(3), random(1), random(2)), new double[] {3, 1, 2}), one);
    }

    @Test
    void a_negative_weight_leads_away_but_never_round_the_sphere() {
        float[] a = random(1);
        float[] b = random(2);
        double apart = Embeddings.dot(a, b);
        float[] away = Sphere.mean(List.of(a, b), new double[] {1.5, -0.5});
        assertThat(Embeddings.dot(away, b)).isLessThan(apart);
        float[] far = Sphere.mean(List.of(a, b), new double[] {1000, -999.5});
        assertThat(Embeddings.dot(far, a)).isCloseTo(0, within(1e-5));
    }

    @Test
    void equal_and_opposite_directions_have_a_mean_too() {
        float[] a = random(1);
        near(Sphere.mean(List.of(a, a.clone(), a.clone()), new double[] {1, 5, -2}), a);
        float[] opposite = a.clone();
        for (int i = 0; i < E; i++) {
            opposite[i] = -a[i];
        }
        float[] mean = Sphere.mean(List.of(a, opposite), new double[] {1, 1});
        assertThat(Embeddings.length(mean)).isCloseTo(1, within(1e-6));
    }

    @Test
    void it_has_unit_length_whatever_the_lengths_and_weights() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int count = 1 + random.nextInt(8);
            long seed = round * 100L;
            List<float[]> points =
                    IntStream.range(0, count).mapToObj(i -> random(seed + i)).toList();
            double[] weights = random.doubles(count, -2, 3).toArray();
            float[] mean = Sphere.mean(points, weights);
            assertThat(Embeddings.length(mean)).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void weights_without_a_sum_and_vectors_without_a_direction_are_refused() {
        assertThatThrownBy(() -> Sphere.mean(List.of(random(1), random(2)), new double[] {1, -1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sphere.mean(List.of(random(1)), new double[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Sphere.mean(List.of(new float[E]), new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_aspect_is_taken_and_the_rest_stays() {
        float[] a = {0.6f, 0.8f, 0, 0};
        float[] b = {0, 0, 0.6f, 0.8f};
        float[] rows = {0, 1, 0, 0, 0, 0, 0, 1}; // second and fourth
        near(Embeddings.taking(a, b, rows), Embeddings.normalise(new float[] {0.6f, 0, 0, 0.8f}));
        near(Embeddings.taking(a, a, rows), a);
    }
}
