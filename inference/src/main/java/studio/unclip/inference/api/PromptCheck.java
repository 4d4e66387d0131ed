package studio.unclip.inference.api;

import java.util.List;

/**
 * What the pack makes of a prompt. However long the prompt, only the first few unknown words are told one by one.
 *
 * @param tokens length in tokens, specials included
 * @param maxTokens the text encoder's context length
 * @param unknown the first words the pack was never shown, in order
 * @param unknownCount how many there are in all: "and 6 more" is this without those shown
 * @param cut words that do not fit the context and will not be read, in order
 * @param areas what it is split into where a request allows that ({@link ImageRequest.Generate#splitting}); mostly none
 */
public record PromptCheck(
        int tokens, int maxTokens, List<UnknownWord> unknown, int unknownCount, List<String> cut, List<Area> areas) {

    public PromptCheck {
        unknown = List.copyOf(unknown);
        cut = List.copyOf(cut);
        areas = List.copyOf(areas);
        if (unknownCount < unknown.size()) {
            throw new IllegalArgumentException(unknownCount + " unknown words, but " + unknown.size() + " are told");
        }
    }

    /** With every unknown word told, in one piece. */
    public PromptCheck(int tokens, int maxTokens, List<UnknownWord> unknown, List<String> cut) {
        this(tokens, maxTokens, unknown, unknown.size(), cut, List.of());
    }

    /**
     * @param word as the person wrote it
     * @param start index of its first char (UTF-16) in the prompt
     * @param nearest known words to offer instead, best first; may be empty
     */
    public record UnknownWord(String word, int start, List<String> nearest) {
        public UnknownWord {
            nearest = List.copyOf(nearest);
        }
    }
}
