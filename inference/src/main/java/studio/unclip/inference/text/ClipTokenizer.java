package studio.unclip.inference.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CLIP's byte-level BPE tokenizer, equal to Hugging Face's {@code CLIPTokenizer} (specification 3.1): NFC, runs of
 * whitespace to one space, lower case; no ftfy, no HTML unescape. Thread-safe.
 */
public final class ClipTokenizer {
    private static final String END_OF_WORD = "</w>";
    private static final int CACHED_PIECES = 4096;

    /** Unicode white space, as Python's str.split and \s see it. */
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\x1c-\\x1f\\x85]+");

    private static final String SPECIALS = "<\\|startoftext\\|>|<\\|endoftext\\|>";

    /** A special is cut out wherever it stands, even between other signs. */
    private static final Pattern PIECES = Pattern.compile(
            SPECIALS + "|'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|(?:(?!" + SPECIALS
                    + ")[^\\s\\p{Z}\\x1c-\\x1f\\x85\\p{L}\\p{N}])+",
            Pattern.CASE_INSENSITIVE);

    private final Map<String, Integer> vocabulary;
    private final Map<String, Integer> ranks;
    private final int contextLength;
    private final int start;
    private final int end;
    private final int pad;
    private final Map<Integer, String> symbols = new HashMap<>();
    private final Map<String, int[]> cache = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, int[]> eldest) {
            return size() > CACHED_PIECES;
        }
    };

    /**
     * @param merges pairs of symbols with one space between, best first
     * @param vocabulary id by symbol; must hold the 512 byte symbols and every merge's result
     * @param contextLength ids of one prompt, at least 3
     * @throws IllegalArgumentException if a symbol has no id
     */
    public ClipTokenizer(
            List<String> merges, Map<String, Integer> vocabulary, int contextLength, int start, int end, int pad) {
        if (contextLength < 3) {
            throw new IllegalArgumentException("a context of " + contextLength + " tokens holds no word");
        }
        this.vocabulary = Map.copyOf(vocabulary);
        this.ranks = new HashMap<>(merges.size() * 2);
        for (int i = 0; i < merges.size(); i++) {
            String merge = merges.get(i);
            ranks.putIfAbsent(merge, i);
            require(merge.replace(" ", ""));
        }
        for (int b = 0; b < 256; b++) {
            String symbol = String.valueOf(ByteSymbols.of((byte) b));
            require(symbol);
            require(symbol + END_OF_WORD);
        }
        this.contextLength = contextLength;
        this.start = start;
        this.end = end;
        this.pad = pad;
        vocabulary.forEach((symbol, id) -> symbols.put(id, symbol));
    }

    /** Id of the token every prompt begins with. */
    public int start() {
        return start;
    }

    /** Id of the token every prompt ends with. */
    public int end() {
        return end;
    }

    /**
     * The text of ids: words with one space between, without start and end token, up to the first end token. Bytes that
     * are no UTF-8 become U+FFFD.
     */
    public String decode(int[] ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id == end) {
                break;
            }
            String symbol = id == start ? null : symbols.get(id);
            if (symbol == null) {
                continue;
            }
            boolean word = symbol.endsWith(END_OF_WORD);
            String letters = word ? symbol.substring(0, symbol.length() - END_OF_WORD.length()) : symbol;
            letters.chars().forEach(c -> bytes.write(ByteSymbols.byteOf((char) c)));
            if (word) {
                bytes.write(' ');
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    /** Ids of a prompt; what does not fit is cut, and said. */
    public Tokens encode(String prompt) {
        String text = clean(prompt);
        int room = contextLength - 2;
        int[] ids = new int[contextLength];
        Arrays.fill(ids, pad);
        ids[0] = start;
        int length = 1;
        boolean full = false;
        List<String> cut = new ArrayList<>();
        int lastCutWord = -1;
        Matcher pieces = PIECES.matcher(text);
        while (pieces.find()) {
            int[] piece = piece(pieces.group());
            int fits = full ? 0 : Math.min(piece.length, room - (length - 1));
            System.arraycopy(piece, 0, ids, length, fits);
            length += fits;
            if (fits < piece.length) {
                full = true;
                int wordStart = text.lastIndexOf(' ', pieces.start()) + 1;
                if (wordStart != lastCutWord) {
                    int wordEnd = text.indexOf(' ', pieces.start());
                    cut.add(text.substring(wordStart, wordEnd < 0 ? text.length() : wordEnd));
                    lastCutWord = wordStart;
                }
            }
        }
        ids[length++] = end;
        boolean[] mask = new boolean[contextLength];
        Arrays.fill(mask, 0, length, true);
        return new Tokens(ids, mask, length, cut);
    }

    /** The text the pieces are cut from. */
    static String clean(String prompt) {
        String composed = Normalizer.normalize(prompt, Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private int[] piece(String text) {
        if (text.equals("<|startoftext|>")) {
            return new int[] {start};
        }
        if (text.equals("<|endoftext|>")) {
            return new int[] {end};
        }
        synchronized (cache) {
            return cache.computeIfAbsent(text, this::merge);
        }
    }

    /** Merges the pair of lowest rank until none is left. */
    private int[] merge(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<String> symbols = new ArrayList<>(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            String symbol = String.valueOf(ByteSymbols.of(bytes[i]));
            symbols.add(i == bytes.length - 1 ? symbol + END_OF_WORD : symbol);
        }
        while (symbols.size() > 1) {
            String best = null;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < symbols.size(); i++) {
                String pair = symbols.get(i) + " " + symbols.get(i + 1);
                Integer rank = ranks.get(pair);
                if (rank != null && rank < bestRank) {
                    bestRank = rank;
                    best = pair;
                }
            }
            if (best == null) {
                break;
            }
            symbols = merged(symbols, best);
        }
        return symbols.stream().mapToInt(vocabulary::get).toArray();
    }

    private static List<String> merged(List<String> symbols, String pair) {
        int space = pair.indexOf(' ');
        String first = pair.substring(0, space);
        String second = pair.substring(space + 1);
        List<String> result = new ArrayList<>(symbols.size());
        for (int i = 0; i < symbols.size(); i++) {
            if (i + 1 < symbols.size()
                    && symbols.get(i).equals(first)
                    && symbols.get(i + 1).equals(second)) {
                result.add(first + second);
                i++;
            } else {
                result.add(symbols.get(i));
            }
        }
        return result;
    }

    private void require(String symbol) {
        if (!vocabulary.containsKey(symbol)) {
            throw new IllegalArgumentException("the tokenizer's vocabulary lacks the symbol '" + symbol + "'");
        }
    }
}
