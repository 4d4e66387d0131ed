package studio.unclip.inference.model;

/**
 * A caption as the prior and the decoder read it: padded to the context's length, or at its own. Who reads it brings it to
 * the length of the network's inputs.
 *
 * @param embedding z_t, [E]; unit length where the pack's embeddings are
 * @param states the text encoder's last hidden states, [length x width], row-major
 * @param mask which positions hold tokens, [length]
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight into tensors; never compared
public record TextFeatures(float[] embedding, float[] states, boolean[] mask) {

    /** Positions up to the last token: the caption's own length; 0 where there is no text. */
    public int tokens() {
        int tokens = mask.length;
        while (tokens > 0 && !mask[tokens - 1]) {
            tokens--;
        }
        return tokens;
    }

    /**
     * No text: the learned null in the place of z_t, no states, no tokens.
     *
     * @param nullText [E]
     * @param like any caption, for the sizes
     */
    public static TextFeatures none(float[] nullText, TextFeatures like) {
        return new TextFeatures(nullText, new float[like.states().length], new boolean[like.mask().length]);
    }
}
