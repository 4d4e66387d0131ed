package studio.unclip.inference.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The words a pack was shown, and the nearest of them for those it was not. Immutable, thread-safe. */
public final class KnownWords {
    /** How many known words are offered for an unknown one. */
    public static final int MOST_OFFERED = 3;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]+(?:['’-][\\p{L}\\p{M}]+)*");

    private static final Pattern PARTS = Pattern.compile("[\\s'’-]+");

    private final Set<String> words;
    private final List<String> offered;
    private final Map<String, String> nearest;

    /**
     * @param words every known word, lower case; a name of several words counts as each of them
     * @param things words worth offering (things, styles, places), lower case
     * @param nearest for some unknown words, the known one closest in meaning
     */
    public KnownWords(Set<String> words, List<String> things, Map<String, String> nearest) {
        Set<String> all = new HashSet<>();
        for (String word : words) {
            all.add(word);
            all.addAll(PARTS.splitAsStream(word).toList());
        }
        this.words = Set.copyOf(all);
        this.offered = List.copyOf(new LinkedHashSet<>(things));
        this.nearest = Map.copyOf(nearest);
    }

    /**
     * A word of the prompt the pack does not know.
     *
     * @param word as written
     * @param start index of its first char
     * @param nearest known words to offer, best first, at most {@link #MOST_OFFERED}
     */
    public record Unknown(String word, int start, List<String> nearest) {}

    /** The prompt's unknown words, in order. Numbers and punctuation are not words. */
    public List<Unknown> unknownIn(String prompt) {
        List<Unknown> unknown = new ArrayList<>();
        Matcher matcher = WORD.matcher(prompt);
        while (matcher.find()) {
            String word = matcher.group().toLowerCase(Locale.ROOT);
            if (!known(word)) {
                unknown.add(new Unknown(matcher.group(), matcher.start(), nearest(word)));
            }
        }
        return unknown;
    }

    private boolean known(String word) {
        if (words.isEmpty() || words.contains(word)) {
            return true;
        }
        List<String> parts = PARTS.splitAsStream(word).toList();
        // One letter after an apostrophe is grammar (it's, dog's), not a thing.
        return parts.size() > 1 && parts.stream().allMatch(part -> part.length() == 1 || words.contains(part));
    }

    /** First what is nearest in meaning, then what looks like a slip of the keyboard. */
    private List<String> nearest(String word) {
        Set<String> found = new LinkedHashSet<>();
        String meant = nearest.get(word);
        if (meant == null && word.endsWith("s")) {
            meant = nearest.get(word.substring(0, word.length() - 1));
        }
        if (meant != null) {
            found.add(meant);
        }
        int most = word.length() <= 4 ? 1 : word.length() <= 7 ? 2 : 3;
        LevenshteinDistance distance = new LevenshteinDistance(most);
        record Near(String word, int distance) {}
        offered.stream()
                .map(candidate -> new Near(candidate, distance.apply(word, candidate)))
                .filter(near -> near.distance() >= 0)
                .sorted(Comparator.comparingInt(Near::distance))
                .forEach(near -> found.add(near.word()));
        return found.stream().limit(MOST_OFFERED).toList();
    }
}
