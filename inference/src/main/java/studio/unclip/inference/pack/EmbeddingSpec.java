package studio.unclip.inference.pack;

/**
 * The joint embedding space of the pack's CLIP.
 *
 * @param dimension E
 * @param unitLength raw embeddings have length 1; else their lengths mean something and are kept
 * @param data key of the geometry file in {@code data}
 * @param whitening form of the whitening matrices
 * @param eigenvalueFloor eigenvalues of the covariance below this share of the largest were raised to it
 * @param pcaComponents K, rows of the PCA basis
 * @param textGap what is done when a text embedding stands in for an image embedding
 * @param noText what networks read where there is no text
 * @param logitScale what similarities are multiplied by before a softmax: CLIP's temperature as it was learned
 */
public record EmbeddingSpec(
        int dimension,
        boolean unitLength,
        String data,
        Whitening whitening,
        double eigenvalueFloor,
        int pcaComponents,
        TextGap textGap,
        NoText noText,
        double logitScale) {

    /** Where CLIP's training mostly ends (CLIP paper, 2.3). */
    static final double USUAL_LOGIT_SCALE = 100;

    /** Form of {@code whiten} and {@code unwhiten}. */
    public enum Whitening {
        /** [E,E] matrices. */
        FULL,
        /** [E] factors. */
        DIAGONAL
    }

    /** The gap between text and image embeddings. */
    public enum TextGap {
        /** z = normalise(z_t - text_mean + mean). */
        CENTRED,
        /** The text embedding is used as it is. */
        NONE
    }

    /** What stands where there is no text. */
    public enum NoText {
        /** A learned null in the place of z_t, no states, no tokens. */
        LEARNED,
        /** The caption "", read like any other (Karlo, Kandinsky). */
        CAPTION
    }
}
