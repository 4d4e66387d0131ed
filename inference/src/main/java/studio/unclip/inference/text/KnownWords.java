package studio.unclip.inference.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words a pack was shown, and the nearest of them for those it was not. Quick enough for every key press: time grows
 * with the prompt's length, and only the first few unknown words are compared with the known ones. Immutable,
 * thread-safe.
 */
public final class KnownWords {
    /** How many known words are offered for an unknown one. */
    public static final int MOST_OFFERED = 3;

    /** How many unknown words are told one by one; the rest are counted. */
    public static final int MOST_TOLD = 16;

    private final Set<String> words;
    private final List<String> offered;
    private final Map<String, String> kinds;

    /**
     * @param words every known word, lower case; a name of several words counts as each of them
     * @param things words worth offering (things, styles, places), lower case
     * @param kinds for narrower words the known thing they are a kind of: poodle, dog
     */
    public KnownWords(Set<String> words, List<String> things, Map<String, String> kinds) {
        Set<String> all = new HashSet<>();
        for (String word : words) {
            all.addAll(parts(word));
            all.add(word);
        }
        this.words = Set.copyOf(all);
        this.offered = List.copyOf(new LinkedHashSet<>(things));
        this.kinds = Map.copyOf(kinds);
    }

    /**
     * A word of the prompt the pack does not know.
     *
     * @param word as written
     * @param start index of its first char (UTF-16)
     * @param nearest known words to offer, best first, at most {@link #MOST_OFFERED}
     */
    public record Unknown(String word, int start, List<String> nearest) {}

    /**
     * A prompt's unknown words.
     *
     * @param first in order, at most {@link #MOST_TOLD}
     * @param count of all
     */
    public record Found(List<Unknown> first, int count) {}

    /** The prompt's unknown words. Numbers, punctuation and pictures are not words. */
    public Found unknownIn(String prompt) {
        List<Unknown> first = new ArrayList<>();
        Map<String, List<String>> nearest = new HashMap<>();
        int count = 0;
        for (Words words = new Words(prompt); words.next(); ) {
            String plain = plain(words.word());
            if (!known(plain)) {
                count++;
                if (first.size() < MOST_TOLD) {
                    first.add(new Unknown(words.word(), words.start(), nearest.computeIfAbsent(plain, this::nearest)));
                }
            }
        }
        return new Found(first, count);
    }

    /** As the vocabulary writes it: composed, in lower case, with the typewriter's apostrophe. */
    private static String plain(String word) {
        return Normalizer.normalize(word, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
    }

    private boolean known(String word) {
        if (words.isEmpty() || words.contains(word)) {
            return true;
        }
        List<String> parts = parts(word);
        // One letter after an apostrophe is grammar (it's, dog's), not a thing.
        return parts.size() > 1 && parts.stream().allMatch(part -> part.length() == 1 || words.contains(part));
    }

    private static List<String> parts(String word) {
        List<String> parts = new ArrayList<>();
        for (Words in = new Words(word.replace('\'', ' ').replace('-', ' ')); in.next(); ) {
            parts.add(in.word());
        }
        return parts;
    }

    /** First the thing it is a kind of, then what looks like a slip of the keyboard; nothing if neither is near. */
    private List<String> nearest(String word) {
        Set<String> found = new LinkedHashSet<>();
        for (String form : forms(word)) {
            if (kinds.containsKey(form)) {
                found.add(kinds.get(form));
                break;
            }
        }
        Spelling spelling = new Spelling(word);
        record Near(String word, int slips) {}
        offered.stream()
                .map(candidate -> new Near(candidate, spelling.slips(candidate)))
                .filter(near -> near.slips() >= 0)
                .sorted(Comparator.comparingInt(Near::slips)
                        .thenComparingInt(near -> near.word().charAt(0) == word.charAt(0) ? 0 : 1))
                .limit(MOST_OFFERED)
                .forEach(near -> found.add(near.word()));
        return found.stream().limit(MOST_OFFERED).toList();
    }

    /** The word and what may be its singular. */
    private static List<String> forms(String word) {
        List<String> forms = new ArrayList<>(List.of(word));
        if (word.length() > 3 && word.endsWith("s")) {
            forms.add(word.substring(0, word.length() - 1));
        }
        if (word.length() > 4 && word.endsWith("es")) {
            forms.add(word.substring(0, word.length() - 2));
        }
        if (word.length() > 4 && word.endsWith("ies")) {
            forms.add(word.substring(0, word.length() - 3) + "y");
        }
        return forms;
    }
}
