package studio.unclip.inference.api;

import java.util.List;

/**
 * What the pack makes of a prompt.
 *
 * @param tokens length in tokens, specials included
 * @param maxTokens the text encoder's context length
 * @param unknown words the pack was never shown, in order
 * @param cut words that do not fit the context and will not be read, in order
 */
public record PromptCheck(int tokens, int maxTokens, List<UnknownWord> unknown, List<String> cut) {

    public PromptCheck {
        unknown = List.copyOf(unknown);
        cut = List.copyOf(cut);
    }

    /**
     * @param word as the person wrote it
     * @param start index of its first char in the prompt
     * @param nearest known words to offer instead, best first; may be empty
     */
    public record UnknownWord(String word, int start, List<String> nearest) {
        public UnknownWord {
            nearest = List.copyOf(nearest);
        }
    }
}
