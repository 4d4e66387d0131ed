package studio.unclip.inference.embedding;

/** From logits to probabilities, without overflow. Logits without a finite largest one have none and are an error. */
public final class Softmax {
    private Softmax() {}

    /**
     * In place: exp(x_i) / sum of exp(x).
     *
     * @throws ArithmeticException if a logit is NaN or +infinity, or all are -infinity
     */
    public static void probabilities(double[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit); // NaN wins
        }
        requireFinite(largest);
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.exp(logits[i] - largest);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] /= sum;
        }
    }

    /**
     * In place: natural logarithms of the probabilities, x_i - log of the sum of exp(x).
     *
     * @throws ArithmeticException as {@link #probabilities}
     */
    public static void logProbabilities(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        requireFinite(largest);
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        float shift = (float) (largest + Math.log(sum));
        for (int i = 0; i < logits.length; i++) {
            logits[i] -= shift;
        }
    }

    private static void requireFinite(double largest) {
        if (!Double.isFinite(largest)) {
            throw new ArithmeticException("logits have no probabilities, their largest is " + largest);
        }
    }
}
