package studio.unclip.inference.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells a prompt for a scene ("a meadow") from one for a thing ("a red hat on the beach"): it holds a scene's name and no
 * thing's. All it knows of a language are the names it is given. Immutable, thread-safe.
 */
public final class SceneWords {
    private final Set<String> scenes;
    private final Set<String> things;
    private final int longest;

    /**
     * @param scenes names of scenes, one word or more; without any no prompt is one
     * @param things what things are called; a name that is a scene's too is a scene's
     */
    public SceneWords(Set<String> scenes, Set<String> things) {
        this.scenes = lower(scenes);
        this.things = lower(things);
        this.longest = Stream.of(this.scenes, this.things)
                .flatMap(Set::stream)
                .mapToInt(name -> name.split(" ").length)
                .max()
                .orElse(1);
    }

    /** Whether a prompt is for a scene alone. */
    public boolean isScene(String prompt) {
        String[] words = prompt.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}'-]+");
        boolean scene = false;
        for (int from = 0; from < words.length; from++) {
            int named = longest(words, from, scenes);
            if (named > 0) {
                scene = true;
                from += named - 1;
            } else if (longest(words, from, things) > 0) {
                return false;
            }
        }
        return scene;
    }

    /** Words of the longest name that begins there; 0 if none does. */
    private int longest(String[] words, int from, Set<String> names) {
        for (int count = Math.min(longest, words.length - from); count > 0; count--) {
            StringBuilder name = new StringBuilder(words[from]);
            for (int i = 1; i < count; i++) {
                name.append(' ').append(words[from + i]);
            }
            if (names.contains(name.toString())) {
                return count;
            }
        }
        return 0;
    }

    private static Set<String> lower(Set<String> names) {
        Set<String> lower = new HashSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        return lower;
    }
}
