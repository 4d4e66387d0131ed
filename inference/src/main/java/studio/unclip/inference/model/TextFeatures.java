package studio.unclip.inference.model;

/**
 * A caption as the prior and the decoder read it.
 *
 * @param embedding z_t, unit length, [E]
 * @param states the text encoder's last hidden states, [length x width], row-major
 * @param mask which positions hold tokens, [length]
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight into tensors; never compared
public record TextFeatures(float[] embedding, float[] states, boolean[] mask) {}
