package studio.unclip.inference.published;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.pack.JsonAt;
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.json.JsonMapper;

/**
 * CLIP's tokenizer as it is published, as {@code vocab.json} and {@code merges.txt} or as {@code tokenizer.json}, turned into
 * a pack's {@code tokenizer.json}.
 *
 * @param json the pack's file
 * @param start number of the token before a caption
 * @param end number of the token after it
 * @param pad number of the token that fills the rest
 */
record PublishedTokenizer(String json, int start, int end, int pad) {

    private static final int MOST = 1 << 20;
    private static final int MOST_TEXT = 1024;
    private static final String START = "<|startoftext|>";
    private static final String END = "<|endoftext|>";

    /**
     * @param folder the pipeline's
     * @param path the tokenizer's sub-folder
     * @param size number of tokens the text encoder knows
     */
    static PublishedTokenizer read(PipelineFolder folder, String path, int size) throws PackException {
        Map<String, Integer> vocab = new LinkedHashMap<>();
        List<String> merges = new ArrayList<>();
        if (folder.has(path + "/vocab.json")) {
            numbers(folder.json(path + "/vocab.json"), vocab);
            for (String line : new String(folder.bytes(path + "/merges.txt"), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#version") && !line.isBlank()) {
                    merges.add(line.strip());
                }
            }
        } else if (folder.has(path + "/tokenizer.json")) {
            JsonAt top = folder.json(path + "/tokenizer.json");
            JsonAt model = top.field("model");
            numbers(model.field("vocab"), vocab);
            Optional<JsonAt> added = top.optional("added_tokens");
            if (added.isPresent()) {
                for (JsonAt token : added.get().items(MOST)) {
                    vocab.put(
                            token.field("content").text(MOST_TEXT),
                            token.field("id").smallInteger(0, MOST));
                }
            }
            for (JsonAt merge : model.field("merges").items(MOST)) {
                merges.add(merge.isList() ? String.join(" ", merge.texts(2, MOST_TEXT)) : merge.text(MOST_TEXT));
            }
        } else {
            throw Problems.incomplete(
                    folder.name(), "the sub-folder " + path + " has neither vocab.json nor tokenizer.json");
        }
        int most = vocab.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
        if (most >= size) {
            throw Problems.other(
                    folder.name(), "its tokenizer knows " + (most + 1) + " tokens, its text encoder " + size);
        }
        return new PublishedTokenizer(
                JsonMapper.shared().writeValueAsString(Map.of("merges", merges, "vocab", vocab)),
                special(folder, path, "bos_token", START, vocab),
                special(folder, path, "eos_token", END, vocab),
                special(folder, path, "pad_token", END, vocab));
    }

    private static void numbers(JsonAt object, Map<String, Integer> vocab) throws PackException {
        for (Map.Entry<String, JsonAt> entry : object.fields(MOST).entrySet()) {
            vocab.put(entry.getKey(), entry.getValue().smallInteger(0, MOST));
        }
    }

    private static int special(PipelineFolder folder, String path, String key, String usual, Map<String, Integer> vocab)
            throws PackException {
        String token = usual;
        for (String file : List.of("special_tokens_map.json", "tokenizer_config.json")) {
            if (folder.has(path + "/" + file)) {
                Optional<JsonAt> said = folder.json(path + "/" + file).optional(key);
                if (said.isPresent()) {
                    token = said.get().isText()
                            ? said.get().text(MOST_TEXT)
                            : said.get().field("content").text(MOST_TEXT);
                    break;
                }
            }
        }
        Integer number = vocab.get(token);
        if (number == null) {
            throw Problems.other(folder.name(), "its tokenizer has no " + PipelineFolder.shown(token) + ", its " + key);
        }
        return number;
    }
}
