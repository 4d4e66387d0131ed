package studio.unclip.inference.text;

import java.util.List;

/**
 * A prompt as the text encoder reads it.
 *
 * @param ids start, tokens, end, padding; as many as the context is long
 * @param mask true where an id is not padding
 * @param length ids that are not padding
 * @param cut words that did not fit, as the person wrote them, in order; a word that fits in part counts as cut
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight into tensors; never compared
public record Tokens(int[] ids, boolean[] mask, int length, List<String> cut) {
    public Tokens {
        cut = List.copyOf(cut);
    }
}
