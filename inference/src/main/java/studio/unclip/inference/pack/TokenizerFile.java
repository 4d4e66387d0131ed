package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of {@code tokenizer.json}.
 *
 * @param merges pairs of symbols, separated by one space, best first
 * @param vocab token number by symbol
 */
public record TokenizerFile(List<String> merges, Map<String, Integer> vocab) {

    private static final int MOST = 1 << 20;

    static TokenizerFile read(JsonAt at) throws PackException {
        List<String> merges = new ArrayList<>();
        for (JsonAt item : at.field("merges").items(MOST)) {
            String merge = item.text(1024);
            int space = merge.indexOf(' ');
            if (space < 1 || space != merge.lastIndexOf(' ') || space == merge.length() - 1) {
                throw item.wrong("must be two symbols with one space between");
            }
            merges.add(merge);
        }
        Map<String, Integer> vocab = new HashMap<>();
        Map<Integer, String> symbols = new HashMap<>();
        for (Map.Entry<String, JsonAt> entry : at.field("vocab").fields(MOST).entrySet()) {
            int id = entry.getValue().smallInteger(0, 1 << 24);
            if (symbols.putIfAbsent(id, entry.getKey()) != null) {
                throw entry.getValue().wrong("is " + id + ", which another symbol has already");
            }
            vocab.put(entry.getKey(), id);
        }
        return new TokenizerFile(Collections.unmodifiableList(merges), Collections.unmodifiableMap(vocab));
    }
}
