package studio.unclip.inference.model;

/** Scores to probabilities: exp(x) / sum of exp, in place, safe for scores of any size. */
public final class Softmax {
    private Softmax() {}

    /** Scores become probabilities that sum to 1. */
    public static void probabilities(double[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.exp(scores[i] - largest);
            sum += scores[i];
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= sum;
        }
    }

    /** Natural logarithms of the same probabilities. */
    static void logProbabilities(float[] scores) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - largest);
        }
        float shift = (float) (largest + Math.log(sum));
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= shift;
        }
    }
}
