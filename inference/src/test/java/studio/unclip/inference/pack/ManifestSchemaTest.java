package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/pack.schema.json and the reader agree on what a manifest looks like. */
class ManifestSchemaTest {

    private static final Path DOCS = Path.of("..", "docs");

    private final Schema schema = schema();
    private final ManifestReader reader = new ManifestReader(Understood.ofThisStudio());

    @Test
    void theExampleInTheDocsIsValidAndReadable() throws Exception {
        byte[] example = Files.readAllBytes(DOCS.resolve("pack.example.json"));
        assertThat(errors(example)).isEmpty();
        PackManifest manifest = reader.read("example", example);
        assertThat(manifest.stages())
                .extracting(Stage::name)
                .containsExactly("prior", "decoder", "upsampler-256", "upsampler-1024");
        assertThat(manifest.component("decoder").orElseThrow().input("mask")).isPresent();
        assertThat(manifest.component("prior-text")).isPresent();
        assertThat(manifest.splitter()).isPresent();
        assertThat(manifest.background()).containsExactly(255, 255, 255);
    }

    @Test
    void thePackOfTheTestsIsValid() throws IOException {
        assertThat(errors(new PackFixture().json())).isEmpty();
    }

    static Stream<Consumer<Map<String, Object>>> breaks() {
        return Stream.of(
                manifest -> manifest.remove("licence"),
                manifest -> manifest.put("format", 2),
                manifest -> manifest.put("id", "Has Spaces"),
                manifest -> manifest.put("family", "unknown"),
                manifest -> inner(manifest, "components").remove("text-encoder"),
                manifest -> inner(manifest, "data", "licence").put("file", "../up.txt"),
                manifest -> inner(manifest, "data", "licence").put("file", "pack.json"),
                manifest -> inner(manifest, "data", "licence").put("sha256", "12"),
                manifest -> inner(manifest, "data", "licence").put("bytes", -1),
                manifest -> inner(manifest, "components", "decoder").put("file", "decoder.pt"),
                manifest -> inner(manifest, "components", "decoder").put("precision", "bf16"),
                manifest -> inner(manifest, "components", "decoder").put("inputs", List.of()),
                manifest -> inner(manifest, "tokenizer").put("kind", "sentencepiece"),
                manifest -> inner(manifest, "embedding").put("whitening", "zca"),
                manifest -> inner(manifest, "imageInput").put("mean", List.of(0.5)),
                manifest -> manifest.put("stages", List.of()),
                manifest -> manifest.put("background", List.of(1, 2)),
                manifest -> inner(manifest, "imageInput").put("background", List.of(1, 2, 256)),
                manifest -> stage(manifest, 1).put("space", "frequencies"),
                manifest -> stage(manifest, 1).put("component", List.of()),
                manifest ->
                        stage(manifest, 1).put("component", List.of(Map.of("component", "decoder", "lastSteps", 1))),
                manifest -> stage(manifest, 1)
                        .put("component", List.of(Map.of("component", "decoder"), Map.of("component", "prior"))),
                manifest -> manifest.put("operations", Map.of("inpaint", true)),
                manifest -> manifest.put("operations", Map.of("expand", Map.of("overlap", 1))),
                manifest -> manifest.put("operations", Map.of("refine", Map.of("strength", Map.of("least", 0)))),
                manifest -> manifest.put("sections", Map.of("splitter", Map.of("feather", 0.1))),
                manifest -> manifest.put("sections", Map.of("splitter", Map.of("patterns", List.of()))),
                manifest -> manifest.put("sections", Map.of("x", Map.of("mustUnderstand", "yes"))));
    }

    @ParameterizedTest
    @MethodSource("breaks")
    void aBrokenManifestIsRefusedByBoth(Consumer<Map<String, Object>> breaking) throws IOException {
        PackFixture pack = new PackFixture().seal();
        breaking.accept(pack.manifest);
        byte[] json = pack.json();
        assertThat(errors(json)).as("the schema's complaints").isNotEmpty();
        PackStoreTest.problem(() -> reader.read("x", json), PackProblem.class, "");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> map, String... keys) {
        Map<String, Object> node = map;
        for (String key : keys) {
            node = (Map<String, Object>) node.get(key);
        }
        return node;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> stage(Map<String, Object> manifest, int index) {
        return ((List<Map<String, Object>>) manifest.get("stages")).get(index);
    }

    private List<Error> errors(byte[] json) {
        return schema.validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON);
    }

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(DOCS.resolve("pack.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
