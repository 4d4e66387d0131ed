package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import studio.unclip.inference.pack.PackManifest;

/**
 * In which looks a pack draws the candidates of a round (docs/decisions/0035): what the prior makes of one caption is one
 * drawing, whatever the seed, but another one where the caption names a look. Immutable, thread-safe.
 *
 * @param takes forms of words around a prompt, {@code {}} stands for it; candidates take them in turn. None: all as the
 *     prompt says
 * @param said words of which a prompt has one that says a look itself, lower case
 */
record Looks(List<String> takes, List<String> said) {
    private static final String PROMPT = "{}";
    private static final int MOST = 64;
    private static final int MOST_WORDS = 256;

    Looks {
        takes = List.copyOf(takes);
        said = List.copyOf(said);
    }

    /**
     * As the manifest says.
     *
     * @throws IllegalArgumentException if it says something else than forms and words
     */
    static Looks of(PackManifest manifest) {
        List<String> takes = PackSections.texts(manifest, PackSections.LOOKS, "takes", MOST);
        for (String take : takes) {
            if (take.indexOf(PROMPT) < 0 || take.indexOf(PROMPT) != take.lastIndexOf(PROMPT)) {
                throw new IllegalArgumentException(
                        "sections.looks.takes must have {} once each, and has \"" + take + "\"");
            }
        }
        return new Looks(
                takes,
                PackSections.texts(manifest, PackSections.LOOKS, "said", MOST_WORDS).stream()
                        .map(words -> plain(words).strip())
                        .filter(words -> !words.isEmpty())
                        .toList());
    }

    /** Whether candidates may differ. */
    boolean several() {
        return takes.stream().distinct().count() > 1;
    }

    /**
     * What each candidate is drawn from.
     *
     * @param first the first one's look, from 0
     */
    List<String> prompts(String prompt, int first, int candidates) {
        String words = plain(prompt);
        boolean asIs = takes.isEmpty() || said.stream().anyMatch(look -> words.contains(" " + look + " "));
        List<String> prompts = new ArrayList<>();
        for (int index = 0; index < candidates; index++) {
            prompts.add(asIs ? prompt : take(first + index, prompt));
        }
        return prompts;
    }

    private String take(int index, String prompt) {
        String form = takes.get(index % takes.size());
        return form.equals(PROMPT)
                ? prompt
                : form.replace(PROMPT, prompt.strip().replaceFirst("[.!,;]+$", ""));
    }

    /** Lower case, what is no letter or digit as a space, one at each end. */
    private static String plain(String text) {
        return " "
                + text.toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]+", " ")
                        .strip() + " ";
    }
}
