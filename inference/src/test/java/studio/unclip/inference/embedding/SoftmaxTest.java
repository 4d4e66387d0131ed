package studio.unclip.inference.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoftmaxTest {

    /** scipy.special.softmax([1, 2, 3]) and log_softmax of the same. */
    @Test
    void knownValues() {
        double[] p = {1, 2, 3};
        Softmax.probabilities(p);
        assertThat(p[0]).isCloseTo(0.0900305731703805, within(1e-15));
        assertThat(p[1]).isCloseTo(0.2447284710547977, within(1e-15));
        assertThat(p[2]).isCloseTo(0.665240955774822, within(1e-15));
        float[] log = {1, 2, 3};
        Softmax.logProbabilities(log);
        assertThat(log[0]).isCloseTo(-2.407606f, within(1e-6f));
        assertThat(log[2]).isCloseTo(-0.407606f, within(1e-6f));
    }

    @Test
    void largeLogitsOverflowNothingAndImpossibleOnesAreZero() {
        double[] p = {10_000, 10_000, Double.NEGATIVE_INFINITY};
        Softmax.probabilities(p);
        assertThat(p).containsExactly(0.5, 0.5, 0);
    }

    @Test
    void whatIsNoNumberHasNoProbability() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Softmax.probabilities(new double[] {1, bad}))
                    .isInstanceOf(ArithmeticException.class);
            assertThatThrownBy(() -> Softmax.logProbabilities(new float[] {(float) bad, 1}))
                    .isInstanceOf(ArithmeticException.class);
        }
        assertThatThrownBy(() -> Softmax.probabilities(new double[] {Double.NEGATIVE_INFINITY}))
                .isInstanceOf(ArithmeticException.class);
    }
}
