package studio.unclip.inference.embedding;

import java.util.function.DoubleFunction;

/**
 * A way through embedding space on which equal shares of travel are equal lengths of arc, however unevenly its own
 * parameter moves along it. Immutable.
 */
public final class EmbeddingPath {
    private static final int PIECES = 64;

    private final DoubleFunction<float[]> way;
    /** Arc length from the beginning to i / PIECES, as a share of all of it. */
    private final double[] travelled = new double[PIECES + 1];

    /** @param way embeddings by a parameter from 0 to 1 */
    public EmbeddingPath(DoubleFunction<float[]> way) {
        this.way = way;
        float[] last = way.apply(0);
        for (int i = 1; i <= PIECES; i++) {
            float[] next = way.apply((double) i / PIECES);
            travelled[i] = travelled[i - 1] + distance(last, next);
            last = next;
        }
        for (int i = 1; i <= PIECES; i++) {
            // A way that stays where it is has no length; any parameter will do.
            travelled[i] = travelled[PIECES] > 0 ? travelled[i] / travelled[PIECES] : (double) i / PIECES;
        }
    }

    /** @param share of the whole arc, 0 to 1 */
    public float[] at(double share) {
        if (share <= 0 || share >= 1) {
            return way.apply(share <= 0 ? 0 : 1);
        }
        int after = 1;
        while (travelled[after] < share) {
            after++;
        }
        double piece = travelled[after] - travelled[after - 1];
        double within = piece > 0 ? (share - travelled[after - 1]) / piece : 0;
        return way.apply((after - 1 + within) / PIECES);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double d = (double) a[i] - b[i];
            sum += d * d;
        }
        return Math.sqrt(sum);
    }
}
