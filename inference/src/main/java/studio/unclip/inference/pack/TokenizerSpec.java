package studio.unclip.inference.pack;

/**
 * How text becomes tokens.
 *
 * @param kind {@code clip-bpe}: CLIP's byte-level byte-pair encoding
 * @param data key of the tokenizer file in {@code data}
 * @param contextLength tokens the text encoder reads, start and end included
 * @param startToken put in front
 * @param endToken put behind
 * @param padToken fills the rest
 */
public record TokenizerSpec(String kind, String data, int contextLength, int startToken, int endToken, int padToken) {}
