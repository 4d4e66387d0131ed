package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of {@code vocabulary.json}: what the pack was taught to draw.
 *
 * @param concepts things it can draw
 * @param words every word its captions used; any other is unknown to it
 * @param styles words for styles
 * @param places words for places and backgrounds
 * @param nearest for frequent unknown words, the known one nearest in meaning
 */
public record VocabularyFile(
        List<Concept> concepts,
        Set<String> words,
        List<String> styles,
        List<String> places,
        Map<String, String> nearest) {

    private static final int MOST = 1 << 20;

    /**
     * A thing with its names.
     *
     * @param name the usual one
     * @param phrase how a caption speaks of one of it: with an article or a measure word
     * @param synonyms other names
     * @param kinds narrower things drawn alike
     */
    public record Concept(String name, String phrase, List<String> synonyms, List<String> kinds) {}

    /** All that things are called. */
    public Set<String> names() {
        Set<String> names = new HashSet<>();
        for (Concept concept : concepts) {
            names.add(concept.name());
            names.addAll(concept.synonyms());
            names.addAll(concept.kinds());
        }
        return names;
    }

    static VocabularyFile read(JsonAt at) throws PackException {
        List<Concept> concepts = new ArrayList<>();
        for (JsonAt item : at.field("concepts").items(MOST)) {
            String name = item.field("name").text(200);
            Optional<JsonAt> phrase = item.optional("phrase");
            concepts.add(new Concept(
                    name,
                    phrase.isPresent() ? phrase.get().text(200) : name,
                    texts(item, "synonyms"),
                    texts(item, "kinds")));
        }
        Map<String, String> nearest = new HashMap<>();
        Optional<JsonAt> given = at.optional("nearest");
        if (given.isPresent()) {
            for (Map.Entry<String, JsonAt> entry : given.get().fields(MOST).entrySet()) {
                nearest.put(entry.getKey(), entry.getValue().text(200));
            }
        }
        return new VocabularyFile(
                List.copyOf(concepts),
                Collections.unmodifiableSet(
                        new LinkedHashSet<>(at.field("words").texts(MOST, 200))),
                texts(at, "styles"),
                texts(at, "places"),
                Collections.unmodifiableMap(nearest));
    }

    private static List<String> texts(JsonAt at, String key) throws PackException {
        Optional<JsonAt> given = at.optional(key);
        return given.isEmpty() ? List.of() : List.copyOf(given.get().texts(MOST, 200));
    }
}
