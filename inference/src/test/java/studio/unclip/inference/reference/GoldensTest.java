package studio.unclip.inference.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pack that has changed is told from the one its goldens were made from. */
class GoldensTest {
    private static final String MADE = """
            {"files": {"decoder.onnx": "aa", "weights.bin": "ee", "tokenizer.json": "bb", "geometry.safetensors": "cc"},
             "stages": [{"name": "decoder", "defaults": {"steps": 30}}], "autoregressive": {"tokens": 65}}""";
    private static final String MANIFEST = """
            {"components": {"decoder": {"file": "decoder.onnx", "sha256": "aa",
                                        "external": [{"file": "weights.bin", "sha256": "ee"}]}},
             "data": {"tokenizer": {"file": "tokenizer.json", "sha256": "bb"},
                      "geometry": {"file": "geometry.safetensors", "sha256": "cc"},
                      "notice": {"file": "NOTICE.txt", "sha256": "dd"}},
             "stages": [{"name": "decoder", "defaults": {"steps": 30}}],
             "sections": {"autoregressive-prior": {"tokens": 65}}}""";

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @ParameterizedTest
    @CsvSource({
        "aa, 11, decoder.onnx",
        "ee, 11, weights.bin",
        "bb, 11, tokenizer.json",
        "cc, 11, geometry.safetensors",
        "30, 25, a stage",
        "65, 33, the section autoregressive-prior"
    })
    void whateverChangesThePicturesIsNamed(String before, String after, String named) {
        assertThat(Goldens.stale(json(MADE), json(MANIFEST.replace(before, after))))
                .contains(named);
    }

    @Test
    void aTextOfThePackMayChange() {
        assertThat(Goldens.stale(json(MADE), json(MANIFEST.replace("dd", "11"))))
                .isEmpty();
    }

    @Test
    void aComponentThatIsGoneOrNewIsNoticed() {
        assertThat(Goldens.stale(
                        json(MADE.replace("\"decoder.onnx\"", "\"other.onnx\": \"ff\", \"decoder.onnx\"")),
                        json(MANIFEST)))
                .contains("which files it has");
        assertThat(Goldens.stale(json(MADE.replace("decoder.onnx", "other.onnx")), json(MANIFEST)))
                .contains("decoder.onnx");
    }
}
