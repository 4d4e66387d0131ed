package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {

    private final ManifestReader reader = new ManifestReader(Understood.ofThisStudio());

    @Test
    void everythingTheManifestSaysIsThere() throws PackException {
        PackManifest manifest = reader.read("x", new PackFixture().json());

        assertThat(manifest.id()).isEqualTo("tiny");
        assertThat(manifest.components().keySet()).containsExactly("text-encoder", "prior", "decoder");
        Component decoder = manifest.component("decoder").orElseThrow();
        assertThat(decoder.external()).extracting(PackFile::name).containsExactly("weights.bin");
        assertThat(decoder.input("sample").orElseThrow().shape())
                .containsExactly(
                        new Dimension.Named("batch"),
                        new Dimension.Fixed(3),
                        new Dimension.Fixed(64),
                        new Dimension.Fixed(64));
        Stage prior = manifest.stage("prior").orElseThrow();
        assertThat(prior.size()).isEqualTo(OptionalInt.empty());
        assertThat(prior.defaults()).isEqualTo(new Stage.Defaults("unclip", 25, 2.0, 0, 2));
        assertThat(prior.samplers()).containsExactly("unclip");
        Stage stage = manifest.stage("decoder").orElseThrow();
        assertThat(stage.schedule())
                .containsEntry("num_train_timesteps", 1000L)
                .containsEntry("beta_schedule", "squaredcos_cap_v2")
                .containsEntry("trained_betas", null);
        assertThat(stage.inpainting()).contains("channels");
        assertThat(manifest.embedding().logitScale()).isEqualTo(100);
        assertThat(manifest.embedding().whitening()).isEqualTo(EmbeddingSpec.Whitening.DIAGONAL);
        assertThat(manifest.activations()).containsEntry("decoder", new Activation(1000, 200));
        assertThat(manifest.licence().restrictions()).isEmpty();
        assertThat(manifest.files())
                .extracting(PackFile::name)
                .contains("weights.bin")
                .doesNotHaveDuplicates()
                .hasSize(8);
    }

    @Test
    void unknownKeysAreIgnoredEverywhere() throws PackException {
        PackFixture pack = new PackFixture();
        pack.manifest.put("colour", "blue");
        pack.at("components", "decoder").put("flops", 1e9);
        pack.at("stages", 1, "defaults").put("mood", List.of("calm"));
        assertThat(reader.read("x", pack.json()).id()).isEqualTo("tiny");
    }

    @Test
    void aSectionThatMustBeUnderstoodMakesAnOlderStudioRefuseThePack() throws PackException {
        PackFixture pack = new PackFixture();
        pack.manifest.put("sections", PackFixture.map("x-optional", PackFixture.map("a", 1)));
        assertThat(reader.read("x", pack.json()).sections().get("x-optional").content())
                .containsEntry("a", 1L);

        pack.at("sections").put("movq", PackFixture.map("mustUnderstand", true));
        assertThatThrownBy(() -> reader.read("x", pack.json()))
                .hasMessageContaining("sections.movq")
                .isInstanceOfSatisfying(
                        PackException.class, e -> assertThat(e.problem()).isInstanceOf(PackProblem.Unsupported.class));
        ManifestReader newer = new ManifestReader(new Understood(Set.of("pixel-cascade"), Set.of("movq")));
        assertThat(newer.read("x", pack.json()).sections().get("movq").mustUnderstand())
                .isTrue();
    }

    @Test
    void formatsAndFamiliesOfTheFutureAreUnsupportedNotDamaged() {
        PackFixture format = new PackFixture();
        format.manifest.put("format", 2);
        assertProblem(format.json(), PackProblem.Unsupported.class, "format");
        PackFixture family = new PackFixture();
        family.manifest.put("family", "latent-vae");
        assertProblem(family.json(), PackProblem.Unsupported.class, "latent-vae");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("version", pack -> pack.manifest.remove("version"), "version", "missing"),
                mistake("id", pack -> pack.manifest.put("id", "Tiny Pack"), "id", "lower-case"),
                mistake("type", pack -> pack.manifest.put("components", "none"), "components", "object"),
                mistake(
                        "element type",
                        pack -> pack.at("components", "decoder", "inputs", 1).put("type", "float64"),
                        "components.decoder.inputs[1].type",
                        "float32, int64, int32, bool"),
                mistake(
                        "axis",
                        pack -> pack.at("components", "decoder", "inputs", 0).put("shape", List.of("rows", 3)),
                        "components.decoder.inputs[0].shape[0]",
                        "batch"),
                mistake(
                        "role twice",
                        pack -> pack.at("components", "decoder", "inputs", 1).put("role", "sample"),
                        "components.decoder.inputs[1].role",
                        "twice"),
                mistake(
                        "role missing",
                        pack -> pack.at("components", "prior")
                                .put("outputs", pack.at("components", "decoder").get("inputs")),
                        "components.prior.outputs",
                        "prediction"),
                mistake("hash", pack -> pack.at("components", "decoder").put("sha256", "ABC"), "decoder.sha256", "64"),
                mistake("bytes", pack -> pack.at("data", "licence").put("bytes", -1), "data.licence.bytes", "-1"),
                mistake(
                        "number",
                        pack -> pack.at("stages", 1, "defaults").put("steps", 2.5),
                        "defaults.steps",
                        "whole"),
                mistake("range", pack -> pack.at("stages", 0, "defaults").put("guidance", 1e9), "stages[0]", "50"),
                mistake("stage", pack -> pack.at("stages", 1).put("component", "unet"), "stages[1].component", "unet"),
                mistake(
                        "sampler",
                        pack -> pack.at("stages", 1, "defaults").put("sampler", "dpmpp-2m"),
                        "sampler",
                        "offer"),
                mistake("output", pack -> pack.at("sizes").put("output", 256), "sizes.output", "64"),
                mistake("data key", pack -> pack.at("tokenizer").put("data", "bpe"), "tokenizer.data", "bpe"),
                mistake("licence", pack -> pack.at("licence").put("file", "COPYING"), "licence.file", "COPYING"),
                mistake(
                        "two sizes of one file",
                        pack -> pack.at("data")
                                .put(
                                        "other",
                                        PackFixture.map("file", "LICENSE.txt", "bytes", 3, "sha256", "0".repeat(64))),
                        "data.other",
                        "LICENSE.txt"),
                mistake(
                        "graph name",
                        pack -> pack.at("components", "prior").put("file", "prior.ort"),
                        "prior",
                        ".onnx"),
                mistake(
                        "no decoder stage",
                        pack -> pack.manifest.put("stages", List.of(pack.at("stages", 0))),
                        "stages",
                        "picture"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlace(String title, Consumer<PackFixture> bend, String place, String complaint) {
        PackFixture pack = new PackFixture().seal();
        bend.accept(pack);
        PackException e = assertProblem(pack.json(), PackProblem.Damaged.class, place);
        assertThat(e).hasMessageContaining(complaint).hasMessageContaining("pack.json, at ");
        assertThat(e.getMessage()).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../weights.bin",
                "/etc/passwd",
                "sub/weights.bin",
                "sub\\weights.bin",
                ".hidden",
                "",
                "C:weights.bin",
                "nul.bin",
                "weights.bin.",
                "we\u0000ights"
            })
    void namesThatLeaveTheFolderOrMeanDevicesAreHostile(String name) {
        PackFixture pack = new PackFixture().seal();
        pack.at("data", "licence").put("file", name);
        assertProblem(pack.json(), PackProblem.Hostile.class, "plain file name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"format\":1,\"format\":1}", "{\"format\":1} x", "{\"format\":NaN}", "nothing"})
    void whatIsNotStrictJsonIsDamaged(String text) {
        assertProblem(text.getBytes(StandardCharsets.UTF_8), PackProblem.Damaged.class, "pack.json");
    }

    @Test
    void absurdDocumentsAreRefusedQuickly() {
        assertProblem("[".repeat(100_000).getBytes(StandardCharsets.UTF_8), PackProblem.Damaged.class, "JSON");
        assertProblem(new byte[ManifestReader.MAX_BYTES + 1], PackProblem.Hostile.class, "larger");
        assertProblem(new byte[] {'{', (byte) 0xC3, '}'}, PackProblem.Damaged.class, "UTF-8");
        PackFixture huge = new PackFixture().seal();
        huge.at("data", "licence").put("bytes", 1L << 50);
        assertProblem(huge.json(), PackProblem.Hostile.class, "bytes");
    }

    private static Arguments mistake(String title, Consumer<PackFixture> bend, String place, String complaint) {
        return Arguments.of(title, bend, place, complaint);
    }

    private PackException assertProblem(byte[] json, Class<? extends PackProblem> kind, String words) {
        PackException e = catchThrowableOfType(PackException.class, () -> reader.read("x", json));
        assertThat(e).isNotNull().hasMessageContaining(words);
        assertThat(e.problem()).isInstanceOf(kind);
        return e;
    }
}
