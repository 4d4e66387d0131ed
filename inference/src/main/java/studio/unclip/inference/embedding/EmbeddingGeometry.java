package studio.unclip.inference.embedding;

/**
 * A pack's embedding space: whitening, its inverse, PCA, and the gap between text and image embeddings (decision 0004,
 * docs/pack-format.md). Holds the pack's arrays; never writes them.
 */
public final class EmbeddingGeometry {
    private final float[] mean;
    private final float[] whiten;
    private final float[] unwhiten;
    private final float[] pca;
    private final float[] textMean;
    private final boolean centredGap;

    /**
     * @param mean [E] of the raw image embeddings
     * @param whiten [E x E] row-major, or [E] for a diagonal
     * @param unwhiten its inverse, in the same form
     * @param pca [K x E], may be empty
     * @param textMean [E] of the raw text embeddings
     * @param centredGap whether a text embedding standing in for an image embedding is moved from one mean to the other
     */
    public EmbeddingGeometry(
            float[] mean, float[] whiten, float[] unwhiten, float[] pca, float[] textMean, boolean centredGap) {
        this.mean = mean;
        this.whiten = whiten;
        this.unwhiten = unwhiten;
        this.pca = pca;
        this.textMean = textMean;
        this.centredGap = centredGap;
    }

    /** E. */
    public int dimension() {
        return mean.length;
    }

    /** Principal components the pack has. */
    public int components() {
        return pca.length / mean.length;
    }

    /** whiten (z - mean): what prior and decoder read. */
    public float[] whiten(float[] z) {
        float[] centred = new float[z.length];
        for (int i = 0; i < z.length; i++) {
            centred[i] = z[i] - mean[i];
        }
        return multiply(whiten, centred);
    }

    /** unwhiten w + mean: the raw embedding, at whatever length comes out. */
    public float[] unwhiten(float[] w) {
        float[] z = multiply(unwhiten, w);
        for (int i = 0; i < z.length; i++) {
            z[i] += mean[i];
        }
        return z;
    }

    /**
     * A text embedding passed off as an image embedding (the paper's ablation, section 5.1), the gap bridged as the pack
     * says; unit length.
     */
    public float[] textAsImage(float[] text) {
        if (!centredGap) {
            return Embeddings.normalise(text);
        }
        float[] moved = new float[text.length];
        for (int i = 0; i < text.length; i++) {
            moved[i] = text[i] - textMean[i] + mean[i];
        }
        return Embeddings.normalise(moved);
    }

    /**
     * The embedding kept to its first principal components (the paper's figure 7), unit length.
     *
     * @param k 0 to {@link #components()}
     */
    public float[] keep(float[] z, int k) {
        int e = mean.length;
        float[] kept = mean.clone();
        for (int c = 0; c < k; c++) {
            double along = 0;
            for (int i = 0; i < e; i++) {
                along += (double) pca[c * e + i] * (z[i] - mean[i]);
            }
            for (int i = 0; i < e; i++) {
                kept[i] += (float) (along * pca[c * e + i]);
            }
        }
        return Embeddings.normalise(kept);
    }

    /**
     * The embedding that has these values along the first principal components and none along the others, unit length.
     *
     * @param values at most {@link #components()}
     */
    public float[] ofComponents(float[] values) {
        int e = mean.length;
        float[] z = mean.clone();
        for (int c = 0; c < values.length; c++) {
            for (int i = 0; i < e; i++) {
                z[i] += values[c] * pca[c * e + i];
            }
        }
        return Embeddings.normalise(z);
    }

    private static float[] multiply(float[] matrix, float[] v) {
        float[] result = new float[v.length];
        if (matrix.length == v.length) {
            for (int i = 0; i < v.length; i++) {
                result[i] = matrix[i] * v[i];
            }
            return result;
        }
        for (int row = 0; row < v.length; row++) {
            double sum = 0;
            for (int i = 0; i < v.length; i++) {
                sum += (double) matrix[row * v.length + i] * v[i];
            }
            result[row] = (float) sum;
        }
        return result;
    }
}
