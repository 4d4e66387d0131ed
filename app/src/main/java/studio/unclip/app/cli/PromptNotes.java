package studio.unclip.app.cli;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.PromptCheck;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person should know about the prompt before it runs: unknown words, words that will not be read. */
record PromptNotes(PromptCheck check) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (PromptCheck.UnknownWord word : check.unknown()) {
            lines.add(
                    word.nearest().isEmpty()
                            ? "note: the pack does not know '%s'.".formatted(word.word())
                            : "note: the pack does not know '%s'; near it: %s."
                                    .formatted(word.word(), String.join(", ", word.nearest())));
        }
        int more = check.unknownCount() - check.unknown().size();
        if (more > 0) {
            lines.add("note: and %d more words it does not know.".formatted(more));
        }
        if (!check.cut().isEmpty()) {
            lines.add("note: the prompt is too long (%d tokens, the pack reads %d). Not read: %s"
                    .formatted(check.tokens(), check.maxTokens(), String.join(" ", check.cut())));
        }
        return lines;
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
    }
}
