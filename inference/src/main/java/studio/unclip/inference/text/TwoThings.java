package studio.unclip.inference.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a prompt that names two things as two regions with a prompt each. All it knows of a language are the forms of
 * words and the names it is given; a prompt that fits none is left alone. Immutable, thread-safe.
 */
public final class TwoThings {
    private static final String FIRST = "{a}";
    private static final String SECOND = "{b}";
    private static final String REST = "{}";

    /** Words that may stand before a name within a thing: an article, two adjectives. */
    private static final int MOST_BEFORE = 3;

    private final List<Pattern> patterns;
    private final List<String> shared;
    private final List<String> frames;
    private final Set<String> names;
    private final int longestName;

    /**
     * A form of words for two things.
     *
     * @param text holds {a} and then {b} once each, with words between
     * @param regions what it becomes
     */
    public record Pattern(String text, List<Region> regions) {
        public Pattern {
            regions = List.copyOf(regions);
        }
    }

    /**
     * A part of the picture with a prompt of its own.
     *
     * @param prompt what to draw; in a pattern it holds {a} or {b}
     * @param x left side, share of the picture's width; the others alike
     */
    public record Region(String prompt, double x, double y, double width, double height) {}

    /**
     * @param patterns tried in order; the first that fits holds
     * @param shared words from which on a prompt's end belongs to both regions
     * @param frames forms of words around both things that belong to both regions; each holds {} once
     * @param names what a thing may be called; without any every word is one
     */
    public TwoThings(List<Pattern> patterns, List<String> shared, List<String> frames, Set<String> names) {
        this.patterns = List.copyOf(patterns);
        this.shared = List.copyOf(shared);
        List<String> all = new ArrayList<>(frames);
        all.add(REST);
        this.frames = List.copyOf(all);
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        this.names = lower;
        this.longestName =
                lower.stream().mapToInt(name -> name.split(" ").length).max().orElse(1);
    }

    /** The regions of a prompt, in the order in which they are painted; empty if it does not name two things. */
    public Optional<List<Region>> split(String prompt) {
        String plain = prompt.strip().replaceAll("\\s+", " ");
        for (String frame : frames) {
            int at = frame.indexOf(REST);
            Optional<String> inner = between(plain, frame.substring(0, at), frame.substring(at + REST.length()));
            Optional<List<Region>> found = inner.flatMap(rest -> inFrame(rest, frame));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<List<Region>> inFrame(String text, String frame) {
        for (Pattern pattern : patterns) {
            for (int end : ends(text)) {
                Optional<List<String>> things = things(text.substring(0, end), pattern.text());
                if (things.isPresent()) {
                    String tail = text.substring(end);
                    return Optional.of(pattern.regions().stream()
                            .map(region -> filled(region, things.get(), tail, frame))
                            .toList());
                }
            }
        }
        return Optional.empty();
    }

    private static Region filled(Region region, List<String> things, String tail, String frame) {
        String words = region.prompt().replace(FIRST, things.get(0)).replace(SECOND, things.get(1));
        return new Region(frame.replace(REST, words + tail), region.x(), region.y(), region.width(), region.height());
    }

    /** Where what is said of both things may begin: at a shared word, or nowhere, which is the text's end. */
    private List<Integer> ends(String text) {
        List<Integer> ends = new ArrayList<>();
        for (int i = 1; i < text.length(); i++) {
            for (String word : shared) {
                boolean spaced = Character.isLetter(word.charAt(0)); // a comma stands without
                int from = spaced ? i + 1 : i;
                int to = from + word.length();
                boolean stops = to >= text.length() || text.charAt(to) == ' ';
                boolean alone = !spaced || (text.charAt(i) == ' ' && stops);
                if (alone && text.regionMatches(true, from, word, 0, word.length())) {
                    ends.add(i);
                    break;
                }
            }
        }
        ends.add(text.length());
        return ends;
    }

    /** What stands for {a} and {b}, if the text has the form and both are things. */
    private Optional<List<String>> things(String text, String form) {
        int a = form.indexOf(FIRST);
        int b = form.indexOf(SECOND);
        String middle = form.substring(a + FIRST.length(), b);
        Optional<String> both = between(text, form.substring(0, a), form.substring(b + SECOND.length()));
        if (both.isEmpty()) {
            return Optional.empty();
        }
        String inner = both.get();
        for (int at = 1; at + middle.length() < inner.length(); at++) {
            if (inner.regionMatches(true, at, middle, 0, middle.length())) {
                String first = inner.substring(0, at).strip();
                String second = inner.substring(at + middle.length()).strip();
                if (isThing(first) && isThing(second)) {
                    return Optional.of(List.of(first, second));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether it ends in a name, with little before it and no other name in that. */
    private boolean isThing(String text) {
        if (text.isEmpty()) {
            return false;
        }
        String[] words = text.toLowerCase(Locale.ROOT).split(" ");
        if (names.isEmpty()) {
            return words.length <= MOST_BEFORE + 1;
        }
        for (int length = Math.min(longestName, words.length); length > 0; length--) {
            int start = words.length - length;
            if (names.contains(String.join(" ", Arrays.copyOfRange(words, start, words.length)))) {
                return start <= MOST_BEFORE && Arrays.stream(words, 0, start).noneMatch(names::contains);
            }
        }
        return false;
    }

    /** What stands between a beginning and an end; empty if it does not begin and end so. */
    private static Optional<String> between(String text, String before, String after) {
        int end = text.length() - after.length();
        boolean fits = end > before.length()
                && text.regionMatches(true, 0, before, 0, before.length())
                && text.regionMatches(true, end, after, 0, after.length());
        return fits ? Optional.of(text.substring(before.length(), end)) : Optional.empty();
    }
}
