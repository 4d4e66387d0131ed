package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.inference.api.PromptCheck;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person should know before a request runs: unknown words of the prompt, words that will not be read, pictures the
 * pack does not paint.
 *
 * @param pictures a sentence each
 */
record PromptNotes(PromptCheck check, List<String> pictures) {

    PromptNotes {
        pictures = List.copyOf(pictures);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        pictures.forEach(notice -> lines.add("note: " + notice));
        for (PromptCheck.UnknownWord word : check.unknown()) {
            lines.add(
                    word.nearest().isEmpty()
                            ? String.format(Locale.ROOT, "note: the pack does not know '%s'.", word.word())
                            : String.format(
                                    Locale.ROOT,
                                    "note: the pack does not know '%s'; near it: %s.",
                                    word.word(),
                                    String.join(", ", word.nearest())));
        }
        int more = check.unknownCount() - check.unknown().size();
        if (more > 0) {
            lines.add(String.format(Locale.ROOT, "note: and %d more words it does not know.", more));
        }
        if (!check.cut().isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "note: the prompt is too long (%d tokens, the pack reads %d). Not read: %s",
                    check.tokens(),
                    check.maxTokens(),
                    String.join(" ", check.cut())));
        }
        return lines;
    }

    /** What a request that may be split becomes. */
    Optional<String> areas() {
        int areas = check.areas().size();
        return areas < 2
                ? Optional.empty()
                : Optional.of("note: two things: drawn in " + (areas == 2 ? "two" : areas)
                        + " areas; --no-regions draws them as one.");
    }

    void addTo(ObjectNode json) {
        ArrayNode unknown = json.putArray("unknownWords");
        for (PromptCheck.UnknownWord word : check.unknown()) {
            ObjectNode entry = unknown.addObject().put("word", word.word());
            ArrayNode nearest = entry.putArray("nearest");
            word.nearest().forEach(nearest::add);
        }
        json.put("unknownWordCount", check.unknownCount());
        ArrayNode cut = json.putArray("wordsNotRead");
        check.cut().forEach(cut::add);
        if (!pictures.isEmpty()) {
            ArrayNode told = json.putArray("pictureNotes");
            pictures.forEach(told::add);
        }
    }
}
