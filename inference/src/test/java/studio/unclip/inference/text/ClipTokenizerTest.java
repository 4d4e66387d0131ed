package studio.unclip.inference.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against transformers' CLIPTokenizer with CLIP's own vocabulary; the references' README names the command. */
class ClipTokenizerTest {
    private static final JsonNode REFERENCE = reference();
    private static final ClipTokenizer CLIP = clip();

    private static JsonNode reference() {
        try (InputStream in = ClipTokenizerTest.class.getResourceAsStream("/reference/clip_tokens.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CLIP's vocabulary: bytes, bytes that end a word, one symbol a merge, two specials. */
    private static ClipTokenizer clip() {
        List<String> merges = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(
                        ClipTokenizerTest.class.getResourceAsStream("/reference/bpe_simple_vocab_16e6.txt.gz")),
                StandardCharsets.UTF_8))) {
            in.readLine();
            for (int i = 0; i < 49152 - 256 - 2; i++) {
                merges.add(in.readLine());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> symbols = new ArrayList<>();
        // Printable bytes come first in CLIP's list, then the rest in byte order.
        for (int pass = 0; pass < 2; pass++) {
            for (int b = 0; b < 256; b++) {
                char symbol = ByteSymbols.of((byte) b);
                if ((symbol < 256) == (pass == 0)) {
                    symbols.add(String.valueOf(symbol));
                }
            }
        }
        List<String> ends = symbols.stream().map(s -> s + "</w>").toList();
        symbols.addAll(ends);
        merges.forEach(m -> symbols.add(m.replace(" ", "")));
        Map<String, Integer> vocabulary = new HashMap<>();
        for (String symbol : symbols) {
            vocabulary.put(symbol, vocabulary.size());
        }
        return new ClipTokenizer(merges, vocabulary, 77, 49406, 49407, 49407);
    }

    static Stream<JsonNode> cases() {
        return StreamSupport.stream(REFERENCE.path("cases").spliterator(), false);
    }

    @Test
    void thereAreSeveralHundredStrings() {
        assertThat(cases().count()).isGreaterThanOrEqualTo(300);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tokensAreHuggingFacesTokens(JsonNode c) {
        String text = c.path("text").stringValue();
        Tokens tokens = CLIP.encode(text);
        int length = c.path("length").asInt();
        int[] expected = new int[length];
        for (int i = 0; i < length; i++) {
            expected[i] = c.path("padded").path(i).asInt();
        }
        assertThat(tokens.length()).as(text).isEqualTo(length);
        assertThat(Arrays.copyOf(tokens.ids(), length)).as(text).containsExactly(expected);
        assertThat(tokens.ids()).hasSize(77);
        assertThat(tokens.mask()[length - 1]).isTrue();
        for (int i = length; i < 77; i++) {
            assertThat(tokens.ids()[i]).isEqualTo(49407);
            assertThat(tokens.mask()[i]).isFalse();
        }
    }

    @Test
    void aPromptThatIsTooLongKeepsItsEndTokenAndNamesTheWordsThatWereCut() {
        String prompt = "owl ".repeat(75) + "bicycle castle";
        Tokens tokens = CLIP.encode(prompt);
        assertThat(tokens.length()).isEqualTo(77);
        assertThat(tokens.ids()[76]).isEqualTo(49407);
        assertThat(tokens.cut()).containsExactly("bicycle", "castle");
    }

    @Test
    void aVocabularyWithHolesIsRefused() {
        assertThatThrownBy(() -> new ClipTokenizer(List.of("a b"), Map.of(), 77, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks the symbol");
    }

    @ParameterizedTest
    @ValueSource(strings = {"an owl on the grass", "naïve façade ☂", "a red bicycle, icon"})
    void idsBecomeTextAgain(String text) {
        assertThat(CLIP.decode(CLIP.encode(text).ids())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"so . , it is", "wait ... here", "a cat , a dog .", "at 5 , 6"})
    void whereAStopIsPutChangesNoId(String text) {
        int[] ids = CLIP.encode(text).ids();
        assertThat(CLIP.encode(CLIP.decode(ids)).ids()).isEqualTo(ids);
    }

    @Test
    void bytesThatAreNoTextBecomeTheReplacementCharacter() {
        int continuation = CLIP.encode("é").ids()[1];
        assertThat(CLIP.decode(new int[] {CLIP.start(), 128, CLIP.end(), continuation}))
                .isEqualTo("\uFFFD");
    }

    /** What comes thousands of letters later does not change how a run of one letter begins. */
    @Test
    void aPieceOfTwentyThousandLettersIsMergedLikeAShortOne() {
        int[] ids = CLIP.encode("a".repeat(20_000)).ids();
        int[] some = CLIP.encode("a".repeat(2_000)).ids();
        assertThat(Arrays.copyOf(ids, 70)).containsExactly(Arrays.copyOf(some, 70));
        assertThat(CLIP.encode("a".repeat(20_000)).cut()).hasSize(1);
    }

    /** None of these may exhaust the stack, or take time by the square of their length. */
    @ParameterizedTest
    @ValueSource(strings = {"x", "!", "1", "ab ", "'s", "é", "🦉", "e\u0301", "\u0301", "<|endoftext|>", " \t"})
    void noPromptIsTooLong(String part) {
        Tokens tokens = CLIP.encode(part.repeat(50_000));
        assertThat(tokens.ids()).hasSize(77);
        assertThat(tokens.length()).isLessThanOrEqualTo(77);
    }

    @Test
    void everyCutWordIsNamedOnceHoweverManyPiecesItHas() {
        assertThat(CLIP.encode("owl ".repeat(80) + "7".repeat(5_000) + " a!b!c").cut())
                .containsExactly("owl", "owl", "owl", "owl", "owl", "7".repeat(5_000), "a!b!c");
    }

    @Test
    void twoSymbolsWithOneIdAreRefused() {
        assertThatThrownBy(() -> new ClipTokenizer(List.of(), Map.of("a", 1, "b", 1), 77, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two symbols");
    }
}
