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
    private final boolean unitLength;

    /**
     * @param mean [E] of the raw image embeddings
     * @param whiten [E x E] row-major, or [E] for a diagonal
     * @param unwhiten its inverse, in the same form
     * @param pca [K x E], may be empty
     * @param textMean [E] of the raw text embeddings
     * @param centredGap whether a text embedding standing in for an image embedding is moved from one mean to the other
     * @param unitLength whether raw embeddings have length 1; else they keep the length that comes out of the networks
     */
    public EmbeddingGeometry(
            float[] mean,
            float[] whiten,
            float[] unwhiten,
            float[] pca,
            float[] textMean,
            boolean centredGap,
            boolean unitLength) {
        this.mean = mean;
        this.whiten = whiten;
        this.unwhiten = unwhiten;
        this.pca = pca;
        this.textMean = textMean;
        this.centredGap = centredGap;
        this.unitLength = unitLength;
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

    /** The raw embedding of a whitened one, at the length that the pack's embeddings have. */
    public float[] raw(float[] w) {
        return settled(unwhiten(w));
    }

    /** A raw embedding that was moved, as the pack's are: at unit length, or where lengths mean something as it is. */
    public float[] settled(float[] z) {
        return unitLength ? Embeddings.normalise(z) : z;
    }

    /**
     * A direction as an embedding.
     *
     * @param direction unit length
     * @param length taken on where lengths mean something
     */
    public float[] inDirection(float[] direction, double length) {
        if (unitLength) {
            return direction;
        }
        float[] z = direction.clone();
        for (int i = 0; i < z.length; i++) {
            z[i] *= (float) length;
        }
        return z;
    }

    /**
     * A text embedding passed off as an image embedding (the paper's ablation, section 5.1), the gap bridged as the pack
     * says.
     */
    public float[] textAsImage(float[] text) {
        if (!centredGap) {
            return settled(text);
        }
        float[] moved = new float[text.length];
        for (int i = 0; i < text.length; i++) {
            moved[i] = text[i] - textMean[i] + mean[i];
        }
        return settled(moved);
    }

    /**
     * The embedding kept to its first principal components (the paper's figure 7).
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
        return settled(kept);
    }

    /**
     * The embedding that has these values along the first principal components and none along the others.
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
        return settled(z);
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
