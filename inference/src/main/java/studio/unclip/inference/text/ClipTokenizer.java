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

    /** Longer pieces are no words, and not worth keeping. */
    private static final int LONGEST_CACHED = 64;

    /** Unicode white space, as Python's str.split and \s see it. */
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}\\x1c-\\x1f\\x85]+");

    /** One that stands alone after a word: two together would be read as one token. */
    private static final Pattern STOPS = Pattern.compile("(?<=[\\p{L}\\p{N}]) ([,.;:!?])(?= |$)");

    /** Cut out first, wherever they stand, even between other signs. */
    private static final Pattern SPECIALS = Pattern.compile("<\\|startoftext\\|>|<\\|endoftext\\|>");

    /** No group is repeated, so that no length of text can exhaust the stack. */
    private static final Pattern PIECES =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d|\\p{L}+|\\p{N}|[^\\s\\p{Z}\\x1c-\\x1f\\x85\\p{L}\\p{N}]+");

    private final BytePairs pairs;
    private final int[] inside = new int[256];
    private final int[] last = new int[256];
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
     * @param vocabulary id by symbol, no id twice; must hold the 512 byte symbols and every merge's result
     * @param contextLength ids of one prompt, at least 3
     * @throws IllegalArgumentException if a symbol has no id, or two have one
     */
    public ClipTokenizer(
            List<String> merges, Map<String, Integer> vocabulary, int contextLength, int start, int end, int pad) {
        if (contextLength < 3) {
            throw new IllegalArgumentException("a context of " + contextLength + " tokens holds no word");
        }
        for (Map.Entry<String, Integer> entry : vocabulary.entrySet()) {
            if (symbols.put(entry.getValue(), entry.getKey()) != null) {
                throw new IllegalArgumentException(
                        "the tokenizer's vocabulary gives the id " + entry.getValue() + " to two symbols");
            }
        }
        for (String merge : merges) {
            require(vocabulary, merge.replace(" ", ""));
        }
        this.pairs = new BytePairs(merges, vocabulary);
        for (int b = 0; b < 256; b++) {
            String symbol = String.valueOf(ByteSymbols.of((byte) b));
            inside[b] = require(vocabulary, symbol);
            last[b] = require(vocabulary, symbol + END_OF_WORD);
        }
        this.contextLength = contextLength;
        this.start = start;
        this.end = end;
        this.pad = pad;
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
     * The text of ids: words with one space between, without start and end token, up to the first end token; a comma or a
     * stop stands at the word before it, as people write it, and encodes to the same ids. Bytes that are no UTF-8 become
     * U+FFFD.
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
        return STOPS.matcher(bytes.toString(StandardCharsets.UTF_8).strip()).replaceAll("$1");
    }

    /** Ids of a prompt; what does not fit is cut, and said. Time grows with the prompt's length, not its square. */
    public Tokens encode(String prompt) {
        String text = clean(prompt);
        Encoding encoding = new Encoding(text);
        Matcher special = SPECIALS.matcher(text);
        int from = 0;
        while (special.find()) {
            pieces(text, from, special.start(), encoding);
            encoding.add(special.start(), special.group().equals("<|startoftext|>") ? start : end);
            from = special.end();
        }
        pieces(text, from, text.length(), encoding);
        return encoding.tokens();
    }

    private void pieces(String text, int from, int to, Encoding encoding) {
        Matcher pieces = PIECES.matcher(text).region(from, to);
        while (pieces.find()) {
            if (encoding.full) {
                encoding.cut(pieces.start());
            } else {
                encoding.add(pieces.start(), piece(pieces.group()));
            }
        }
    }

    /** A prompt's ids as they come, and the words for which there was no room. */
    private final class Encoding {
        private final String text;
        private final int[] ids = new int[contextLength];
        private final List<String> cut = new ArrayList<>();
        private int length = 1;
        private boolean full;
        private int cutTo;

        Encoding(String text) {
            this.text = text;
            Arrays.fill(ids, pad);
            ids[0] = start;
        }

        /** The ids of the piece that begins at a place of the text. */
        void add(int place, int... piece) {
            int fits = full ? 0 : Math.min(piece.length, contextLength - 1 - length);
            System.arraycopy(piece, 0, ids, length, fits);
            length += fits;
            if (fits < piece.length) {
                full = true;
                cut(place);
            }
        }

        /** Notes the word around a place, once. */
        void cut(int place) {
            if (place >= cutTo) {
                int begin = text.lastIndexOf(' ', place) + 1;
                int end = text.indexOf(' ', place);
                cutTo = end < 0 ? text.length() : end;
                cut.add(text.substring(begin, cutTo));
            }
        }

        Tokens tokens() {
            ids[length++] = end;
            boolean[] mask = new boolean[contextLength];
            Arrays.fill(mask, 0, length, true);
            return new Tokens(ids, mask, length, cut);
        }
    }

    /** The text the pieces are cut from. */
    static String clean(String prompt) {
        String composed = Normalizer.normalize(prompt, Normalizer.Form.NFC);
        return SPACES.matcher(composed).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    private int[] piece(String text) {
        if (text.length() > LONGEST_CACHED) {
            return merge(text);
        }
        synchronized (cache) {
            return cache.computeIfAbsent(text, this::merge);
        }
    }

    private int[] merge(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ids[i] = (i == bytes.length - 1 ? last : inside)[bytes[i] & 0xff];
        }
        return pairs.merge(ids);
    }

    private static int require(Map<String, Integer> vocabulary, String symbol) {
        Integer id = vocabulary.get(symbol);
        if (id == null) {
            throw new IllegalArgumentException("the tokenizer's vocabulary lacks the symbol '" + symbol + "'");
        }
        return id;
    }
}
