package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A pack that could not run is refused when it is read, in one line that names the part; one that could is not. */
class SoundPackTest {
    private final ManifestReader reader = new ManifestReader(Understood.pixelCascade());

    private static Arguments unsound(String title, Consumer<PackFixture> bend, String... words) {
        return Arguments.of(title, bend, List.of(words));
    }

    private static Consumer<PackFixture> shape(String component, String list, String role, String axes) {
        return pack -> pack.tensor(component, list, role).put("shape", PackFixture.shape(axes));
    }

    private static Consumer<PackFixture> tensors(String component, String list, String all) {
        return pack -> pack.at("components", component).put(list, PackFixture.tensors(all));
    }

    private static Consumer<PackFixture> schedule(String key, Object value) {
        return pack -> pack.at("stages", 1, "schedule").put(key, value);
    }

    static Stream<Arguments> unsoundPacks() {
        return Stream.of(
                unsound("no prior stage", pack -> pack.stages().removeFirst(), "stages[0]", "prior"),
                unsound("two priors", pack -> pack.stages().add(1, second(pack, 0)), "stages[1]", "prior"),
                unsound("two decoders", pack -> pack.stages().add(second(pack, 1)), "stages[2].lowResolution"),
                unsound(
                        "a text encoder without states",
                        tensors("text-encoder", "outputs", "embedding:float32:batch,4"),
                        "components.text-encoder.outputs",
                        "states"),
                unsound(
                        "a decoder whose picture has no size",
                        shape("decoder", "inputs", "sample", "batch,3,height,width"),
                        "components.decoder.inputs",
                        "sample",
                        "[batch, 3, 64, 64]",
                        "height"),
                unsound("four channels", pack -> pack.at("stages", 1).put("channels", 4), "stages[1].channels", "3"),
                unsound(
                        "four channels in the graph",
                        shape("decoder", "inputs", "sample", "batch,4,64,64"),
                        "components.decoder.inputs",
                        "sample"),
                unsound(
                        "a template",
                        pack -> pack.at("defaults").put("template", "a picture of {}"),
                        "defaults.template"),
                unsound(
                        "embeddings of any length",
                        pack -> pack.at("embedding").put("unitLength", false),
                        "unitLength"),
                unsound(
                        "another embedding in the prior",
                        shape("prior", "inputs", "sample", "batch,5"),
                        "components.prior.inputs",
                        "sample"),
                unsound(
                        "another embedding out of the prior",
                        shape("prior", "outputs", "prediction", "batch,3"),
                        "components.prior.outputs",
                        "prediction"),
                unsound(
                        "another embedding in the decoder",
                        shape("decoder", "inputs", "image-embedding", "batch,3"),
                        "components.decoder.inputs",
                        "image-embedding"),
                unsound(
                        "another context",
                        shape("text-encoder", "inputs", "tokens", "batch,64"),
                        "components.text-encoder.inputs",
                        "tokens"),
                unsound(
                        "another context in the prior",
                        shape("prior", "inputs", "text-mask", "batch,76"),
                        "components.prior.inputs",
                        "text-mask"),
                unsound(
                        "wider states than the text encoder's",
                        shape("decoder", "inputs", "text-states", "batch,77,6"),
                        "components.decoder.inputs",
                        "text-states",
                        "5"),
                unsound(
                        "a decoder of another size",
                        shape("decoder", "outputs", "prediction", "batch,3,32,32"),
                        "components.decoder.outputs",
                        "prediction"),
                unsound(
                        "rows that cannot be two",
                        shape("decoder", "inputs", "sample", "1,3,64,64"),
                        "components.decoder.inputs",
                        "batch"),
                unsound(
                        "a timestep of another type",
                        pack -> pack.tensor("decoder", "inputs", "timestep").put("type", "float32"),
                        "components.decoder.inputs",
                        "timestep",
                        "int64"),
                unsound(
                        "tokens of another type",
                        pack -> pack.tensor("text-encoder", "inputs", "tokens").put("type", "int32"),
                        "components.text-encoder.inputs",
                        "tokens",
                        "int64"),
                unsound(
                        "an input nobody fills",
                        tensors(
                                "prior",
                                "inputs",
                                "sample:float32:batch,4 timestep:int64:batch mood:float32:batch,1 " + PackFixture.TEXT),
                        "components.prior.inputs",
                        "mood"),
                unsound(
                        "an output of no size",
                        tensors(
                                "text-encoder",
                                "outputs",
                                "embedding:float32:batch,4 states:float32:batch,77,5 more:float32:batch,length"),
                        "components.text-encoder.outputs",
                        "more"),
                unsound(
                        "a decoder without the caption",
                        tensors(
                                "decoder",
                                "inputs",
                                "sample:float32:batch,3,64,64 timestep:int64:batch image-embedding:float32:batch,4"
                                        + " known:float32:batch,3,64,64 mask:float32:batch,1,64,64"),
                        "components.decoder.inputs",
                        "text-embedding"),
                unsound(
                        "inpainting without a mask",
                        tensors(
                                "decoder",
                                "inputs",
                                "sample:float32:batch,3,64,64 timestep:int64:batch image-embedding:float32:batch,4"
                                        + " known:float32:batch,3,64,64 " + PackFixture.TEXT),
                        "components.decoder.inputs",
                        "mask"),
                unsound(
                        "a stage with a network that is none",
                        pack -> pack.at("stages", 1).put("component", "text-encoder"),
                        "components.text-encoder.inputs"),
                unsound("a negative offset", schedule("steps_offset", -1), "stages[1].schedule", "steps_offset"),
                unsound(
                        "an unknown scheduler",
                        schedule("_class_name", "MagicScheduler"),
                        "stages[1].schedule",
                        "Magic"),
                unsound(
                        "no signal for a model of noise",
                        schedule("rescale_betas_zero_snr", true),
                        "stages[1].schedule",
                        "rescale_betas_zero_snr"),
                unsound(
                        "a learned variance that is not there",
                        schedule("variance_type", "learned_range"),
                        "components.decoder.outputs",
                        "prediction",
                        "6"),
                unsound(
                        "samples of a decoder",
                        pack -> pack.at("stages", 1, "defaults").put("samples", 4),
                        "stages[1].defaults.samples"),
                unsound(
                        "eta without DDIM",
                        pack -> pack.at("stages", 0, "defaults").put("eta", 0.5),
                        "stages[0].defaults.eta"),
                unsound(
                        "guidance of an upsampler",
                        pack -> pack.withUpsampler().at("stages", 2, "defaults").put("guidance", 2),
                        "stages[2].defaults.guidance"),
                unsound(
                        "an upsampler of another size",
                        pack -> shape("upsampler-128", "inputs", "low-resolution", "batch,3,64,64")
                                .accept(pack.withUpsampler()),
                        "components.upsampler-128.inputs",
                        "low-resolution"),
                unsound(
                        "a name with a space",
                        pack -> pack.at("stages", 1).put("name", "the decoder"),
                        "stages[1].name"),
                unsound(
                        "the name of another part",
                        pack -> pack.at("stages", 1).put("name", "prior-autoregressive"),
                        "stages[1].name"),
                unsound(
                        "a multiple that does not divide",
                        pack -> pack.at("sizes").put("multiple", 48),
                        "sizes.multiple"),
                unsound(
                        "one token for start and end",
                        pack -> pack.at("tokenizer").put("endToken", 0),
                        "tokenizer.endToken"),
                unsound(
                        "an image encoder of another size",
                        pack -> extra(
                                pack, "image-encoder", "pixels:float32:batch,3,32,32", "embedding:float32:batch,4"),
                        "components.image-encoder.inputs",
                        "pixels",
                        "64"),
                unsound(
                        "a captioner that cannot say the end",
                        pack -> extra(
                                pack,
                                "captioner",
                                "image-embedding:float32:batch,4 tokens:int64:batch,length",
                                "logits:float32:batch,length,1"),
                        "components.captioner.outputs",
                        "logits"),
                unsound(
                        "a prior that remembers what nobody told",
                        pack -> shape("prior", "inputs", "memory-words", "batch,5")
                                .accept(twoGraphs(pack)),
                        "components.prior.inputs",
                        "memory-words",
                        "[batch, 6]"),
                unsound(
                        "a prior that does not read what its first graph tells",
                        pack -> tensors(
                                        "prior",
                                        "inputs",
                                        "sample:float32:batch,4 timestep:int64:batch memory-words:float32:batch,6")
                                .accept(twoGraphs(pack)),
                        "components.prior.inputs",
                        "memory-states"),
                unsound(
                        "a prior that reads the caption beside its first graph",
                        pack -> extra(pack, "prior-text", PackFixture.TEXT, "memory-words:float32:batch,6"),
                        "components.prior.inputs",
                        "memory-words"),
                unsound(
                        "a prior whose first graph is not there",
                        pack -> twoGraphs(pack).at("components").remove("prior-text"),
                        "components.prior.inputs",
                        "prior-text"),
                unsound(
                        "a first graph that tells something without a name",
                        pack -> tensors("prior-text", "outputs", "words:float32:batch,6")
                                .accept(twoGraphs(pack)),
                        "components.prior-text.outputs",
                        "memory-"),
                unsound(
                        "a first graph that tells something for no rows",
                        pack -> shape("prior-text", "outputs", "memory-words", "6")
                                .accept(twoGraphs(pack)),
                        "components.prior-text.outputs",
                        "batch"),
                unsound(
                        "a first graph that tells any length of captions of one",
                        pack -> tensors("prior-text", "inputs", PackFixture.TEXT)
                                .accept(twoGraphs(pack)),
                        "components.prior-text.outputs",
                        "length"),
                unsound(
                        "a mask of another length than the first graph's",
                        pack -> shape("prior", "inputs", "text-mask", "batch,77")
                                .accept(twoGraphs(pack)),
                        "components.prior.inputs",
                        "text-mask",
                        "length"),
                unsound(
                        "a text encoder of any length with states of one",
                        shape("text-encoder", "inputs", "tokens", "batch,length"),
                        "components.text-encoder.outputs",
                        "states",
                        "length"),
                unsound(
                        "padding that a mask does not hide",
                        pack -> {
                            anyLength(pack);
                            tensors(
                                            "prior",
                                            "inputs",
                                            "sample:float32:batch,4 timestep:int64:batch"
                                                    + " text-embedding:float32:batch,4 text-states:float32:batch,77,5")
                                    .accept(pack);
                        },
                        "components.prior.inputs",
                        "text-mask",
                        "padding"),
                unsound(
                        "an autoregressive prior whose captions have any length",
                        pack -> extra(
                                pack,
                                "prior-autoregressive",
                                "tokens:int64:batch,length text-embedding:float32:batch,4"
                                        + " text-states:float32:batch,length,5 text-mask:bool:batch,length",
                                "logits:float32:batch,length,3"),
                        "components.prior-autoregressive.inputs",
                        "text-states",
                        "77"),
                unsound(
                        "no network at all",
                        pack -> pack.at("stages", 1).put("component", List.of()),
                        "stages[1].component"),
                unsound(
                        "a network that takes over from none",
                        pack -> relay(pack, 1, "decoder", 1).at("stages", 1).put("component", List.of(leg("last", 1))),
                        "stages[1].component[0].lastSteps"),
                unsound(
                        "a network that does not say when it takes over",
                        pack -> relay(pack, 1, "decoder", 1)
                                .at("stages", 1)
                                .put("component", List.of(leg("decoder"), leg("last"))),
                        "stages[1].component[1].lastSteps",
                        "missing"),
                unsound(
                        "networks that take over in no order",
                        pack -> relay(pack, 1, "decoder", 1)
                                .at("stages", 1)
                                .put("component", List.of(leg("decoder"), leg("last", 2), leg("prior", 2))),
                        "stages[1].component[2].lastSteps"),
                unsound(
                        "a network that takes over from itself",
                        pack -> pack.at("stages", 1).put("component", List.of(leg("decoder"), leg("decoder", 1))),
                        "stages[1].component[1].component",
                        "twice"),
                unsound(
                        "a network that takes over and is not there",
                        pack -> pack.at("stages", 1).put("component", List.of(leg("decoder"), leg("last", 1))),
                        "stages[1].component",
                        "last"),
                unsound(
                        "fewer steps than give each network its turn",
                        pack -> relay(pack, 1, "decoder", 30),
                        "stages[1].defaults.steps",
                        "31"),
                unsound(
                        "a network that takes over and foretells something else",
                        pack -> shape("last", "outputs", "prediction", "batch,6,64,64")
                                .accept(relay(pack, 1, "decoder", 1)),
                        "components.last.outputs",
                        "6",
                        "3"),
                unsound(
                        "a network that takes over and has another size",
                        pack -> shape("last", "inputs", "sample", "batch,3,32,32")
                                .accept(relay(pack, 1, "decoder", 1)),
                        "components.last.inputs",
                        "sample"),
                unsound("latents", pack -> pack.at("stages", 1).put("space", "latent"), "stages[1].space", "latent"),
                unsound(
                        "a space there is not",
                        pack -> pack.at("stages", 1).put("space", "frequencies"),
                        "stages[1].space",
                        "pixels"),
                unsound(
                        "two channels of background",
                        pack -> pack.manifest.put("background", List.of(1, 2)),
                        "background",
                        "three"),
                unsound(
                        "a background too bright",
                        pack -> pack.at("imageInput").put("background", List.of(0, 0, 256)),
                        "imageInput.background[2]",
                        "255"),
                splitter("a splitter without patterns", PackFixture.map(), "sections.splitter.patterns", "missing"),
                splitter(
                        "a splitter of no patterns",
                        PackFixture.map("patterns", List.of()),
                        "sections.splitter.patterns"),
                splitter(
                        "a frame around nothing",
                        PackFixture.map(
                                "patterns",
                                pattern("{a} and {b}", region("{a}", 0, 0, 1, 1), region("{b}", 0, 0, 1, 1))
                                        .get("patterns"),
                                "frames",
                                List.of("{}")),
                        "sections.splitter.frames[0]",
                        "words beside"),
                splitter(
                        "things in a row",
                        pattern("{a} {b}", region("{a}", 0, 0, 1, 1), region("{b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].text",
                        "between"),
                splitter(
                        "things the wrong way round",
                        pattern("{b} and {a}", region("{a}", 0, 0, 1, 1), region("{b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].text"),
                splitter(
                        "a thing without a region",
                        pattern("{a} and {b}", region("{a}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].regions",
                        "{b}"),
                splitter(
                        "a region for both",
                        pattern("{a} and {b}", region("{a} and {b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].regions[0].prompt"),
                splitter(
                        "a region outside",
                        pattern("{a} and {b}", region("{a}", 0.6, 0, 0.5, 1), region("{b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].regions[0].area",
                        "inside"),
                unsound(
                        "an autoregressive prior of one length",
                        pack -> extra(
                                pack,
                                "prior-autoregressive",
                                "tokens:int64:batch,3 " + PackFixture.TEXT,
                                "logits:float32:batch,length,3"),
                        "components.prior-autoregressive.inputs",
                        "tokens",
                        "length"));
    }

    private static Arguments splitter(String title, Map<String, Object> section, String... words) {
        return unsound(title, pack -> pack.manifest.put("sections", PackFixture.map("splitter", section)), words);
    }

    private static Map<String, Object> pattern(String text, Object... regions) {
        return PackFixture.map("patterns", List.of(PackFixture.map("text", text, "regions", List.of(regions))));
    }

    private static Map<String, Object> region(String prompt, double x, double y, double width, double height) {
        return PackFixture.map("prompt", prompt, "area", List.of(x, y, width, height));
    }

    private static Map<String, Object> leg(String component) {
        return PackFixture.map("component", component);
    }

    private static Map<String, Object> leg(String component, int lastSteps) {
        return PackFixture.map("component", component, "lastSteps", lastSteps);
    }

    /** Another network, "last", makes the last steps of a stage. */
    private static PackFixture relay(PackFixture pack, int stage, String component, int lastSteps) {
        Map<String, Object> first = pack.at("components", component);
        pack.files.put("last.onnx", PackFixture.resource("contrib.onnx"));
        Map<String, Object> last = PackFixture.component("last.onnx", "x:bool:batch", "y:bool:batch");
        last.put("inputs", copies(first.get("inputs")));
        last.put("outputs", copies(first.get("outputs")));
        pack.at("components").put("last", last);
        pack.at("stages", stage).put("component", List.of(leg(component), leg("last", lastSteps)));
        return pack;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> copies(Object tensors) {
        return ((List<Map<String, Object>>) tensors)
                .stream()
                        .map(tensor -> (Object) new java.util.LinkedHashMap<>(tensor))
                        .toList();
    }

    /** The prior's caption is read by a graph of its own. */
    private static PackFixture twoGraphs(PackFixture pack) {
        extra(
                pack,
                "prior-text",
                "text-embedding:float32:batch,4 text-states:float32:batch,length,5 text-mask:bool:batch,length",
                "memory-states:float32:batch,2,length,8 memory-words:float32:batch,6");
        tensors(
                        "prior",
                        "inputs",
                        "sample:float32:batch,4 timestep:int64:batch memory-states:float32:batch,2,length,8"
                                + " memory-words:float32:batch,6 text-mask:bool:batch,length")
                .accept(pack);
        return pack;
    }

    private static PackFixture anyLength(PackFixture pack) {
        shape("text-encoder", "inputs", "tokens", "batch,length").accept(pack);
        shape("text-encoder", "outputs", "states", "batch,length,5").accept(pack);
        return pack;
    }

    private static Map<String, Object> second(PackFixture pack, int stage) {
        Map<String, Object> copy = new java.util.LinkedHashMap<>(pack.at("stages", stage));
        copy.put("name", "second");
        return copy;
    }

    private static void extra(PackFixture pack, String role, String inputs, String outputs) {
        pack.files.put(role + ".onnx", PackFixture.resource("contrib.onnx"));
        pack.at("components").put(role, PackFixture.component(role + ".onnx", inputs, outputs));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsoundPacks")
    void anUnsoundPackIsRefusedAndTheReasonNamed(String title, Consumer<PackFixture> bend, List<String> words) {
        PackFixture pack = new PackFixture();
        bend.accept(pack);
        assertThatThrownBy(() -> reader.read("x", pack.json()))
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("tiny: pack.json, at ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").contains(words));
    }

    private static Arguments sound(String title, Consumer<PackFixture> bend) {
        return Arguments.of(title, bend);
    }

    static Stream<Arguments> soundPacks() {
        return Stream.of(
                sound("as it is", pack -> {}),
                sound("with an upsampler", PackFixture::withUpsampler),
                sound("with an upsampler of any size", pack -> {
                    pack.withUpsampler();
                    for (String role : List.of("sample", "low-resolution")) {
                        shape("upsampler-128", "inputs", role, "batch,3,height,width")
                                .accept(pack);
                    }
                    shape("upsampler-128", "outputs", "prediction", "batch,3,height,width")
                            .accept(pack);
                }),
                sound(
                        "sections that must be understood",
                        pack -> pack.manifest.put(
                                "sections",
                                PackFixture.map(
                                        "captioner", PackFixture.map("mustUnderstand", true, "length", 40),
                                        "autoregressive-prior", PackFixture.map("mustUnderstand", true)))),
                sound("one timestep for all rows", shape("decoder", "inputs", "timestep", "1")),
                sound("a text encoder for one row", pack -> {
                    shape("text-encoder", "inputs", "tokens", "1,77").accept(pack);
                    shape("text-encoder", "outputs", "embedding", "1,4").accept(pack);
                    shape("text-encoder", "outputs", "states", "1,77,5").accept(pack);
                }),
                sound(
                        "a prior that reads no states",
                        tensors(
                                "prior",
                                "inputs",
                                "sample:float32:batch,4 timestep:int64:batch text-embedding:float32:batch,4")),
                sound("a prior in two graphs", SoundPackTest::twoGraphs),
                sound("a prior in two graphs that share their weights", pack -> {
                    twoGraphs(pack);
                    for (String role : List.of("prior-text", "prior")) {
                        pack.at("components", role).put("external", List.of(PackFixture.file("weights.bin")));
                    }
                }),
                sound("a text encoder of any length", SoundPackTest::anyLength),
                sound("captions of any length throughout", pack -> {
                    anyLength(pack);
                    for (String role : List.of("prior", "decoder")) {
                        shape(role, "inputs", "text-states", "batch,length,5").accept(pack);
                        shape(role, "inputs", "text-mask", "batch,length").accept(pack);
                    }
                }),
                sound("a last step by another network", pack -> relay(pack, 1, "decoder", 1)),
                sound("pixels", pack -> pack.at("stages", 1).put("space", "pixels")),
                sound("a variance that is foretold and used", pack -> {
                    schedule("variance_type", "learned_range").accept(pack);
                    shape("decoder", "outputs", "prediction", "batch,6,64,64").accept(pack);
                }),
                sound(
                        "a variance that is foretold and left",
                        shape("decoder", "outputs", "prediction", "batch,6,64,64")),
                sound(
                        "a network of a later version",
                        pack -> extra(pack, "mood", "a:float32:batch", "b:float32:batch")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundPacks")
    void aSoundPackIsRead(String title, Consumer<PackFixture> bend) throws PackException {
        PackFixture pack = new PackFixture();
        bend.accept(pack);
        assertThat(reader.read("x", pack.json()).id()).isEqualTo("tiny");
    }

    @Test
    void whoMakesTheLastStepsIsTold() throws PackException {
        Stage stage = reader.read("x", relay(new PackFixture(), 1, "decoder", 1).json())
                .stage("decoder")
                .orElseThrow();
        assertThat(stage.component()).isEqualTo("decoder");
        assertThat(stage.later()).containsExactly(new Stage.Later("last", 1));
        assertThat(stage.components()).containsExactly("decoder", "last");
        assertThat(stage.fewestSteps()).isEqualTo(2);
        assertThat(new ManifestReader(Understood.pixelCascade())
                        .read("x", new PackFixture().json())
                        .stage("decoder")
                        .orElseThrow()
                        .fewestSteps())
                .isEqualTo(1);
    }

    @Test
    void whatIsSeenUnderTransparencyIsWhiteUnlessThePackSaysOtherwise() throws PackException {
        PackFixture pack = new PackFixture();
        assertThat(reader.read("x", pack.json()).background()).containsExactly(255, 255, 255);
        pack.manifest.put("background", List.of(1, 2, 3));
        PackManifest both = reader.read("x", pack.json());
        assertThat(both.background()).containsExactly(1, 2, 3);
        assertThat(both.imageInput().background()).containsExactly(1, 2, 3);
        pack.at("imageInput").put("background", List.of(4, 5, 6));
        PackManifest apart = reader.read("x", pack.json());
        assertThat(apart.background()).containsExactly(1, 2, 3);
        assertThat(apart.imageInput().background()).containsExactly(4, 5, 6);
    }

    @Test
    void theSplitterIsRead() throws PackException {
        PackFixture pack = new PackFixture();
        assertThat(reader.read("x", pack.json()).splitter()).isEmpty();
        Map<String, Object> section =
                pattern("{a} and {b}", region("{a} on the left", 0, 0, 0.55, 1), region("{b}", 0.45, 0, 0.55, 1));
        section.put("shared", List.of("in", "at"));
        section.put("frames", List.of("a pencil sketch of {}"));
        section.put("mustUnderstand", true);
        pack.manifest.put("sections", PackFixture.map("splitter", section));
        assertThat(reader.read("x", pack.json()).splitter())
                .contains(new Splitter(
                        List.of(new Splitter.Pattern(
                                "{a} and {b}",
                                List.of(
                                        new Splitter.Region("{a} on the left", 0, 0, 0.55, 1),
                                        new Splitter.Region("{b}", 0.45, 0, 0.55, 1)))),
                        List.of("in", "at"),
                        List.of("a pencil sketch of {}"),
                        0.1));
    }

    private static PackGeometry geometry(Path folder, byte[] tables) throws Exception {
        PackFixture pack = new PackFixture();
        pack.files.put("geometry.safetensors", tables);
        Path written = pack.writeTo(folder);
        return new Pack(written, new ManifestReader(Understood.pixelCascade()).readFolder(written)).geometry();
    }

    @Test
    void projectorsAreReadByAspectAndMustBeOrthonormal(@TempDir Path folder) throws Exception {
        assertThat(geometry(folder.resolve("a"), PackFixture.geometry()).projectors())
                .isEmpty();
        PackGeometry geometry = geometry(
                folder.resolve("b"),
                PackFixture.geometry("projector_style", new int[] {2, 4}, new float[] {1, 0, 0, 0, 0, 0, 0.6f, 0.8f}));
        assertThat(geometry.projectors()).containsOnlyKeys("style");
        PackGeometry.Projector style = geometry.projectors().get("style");
        assertThat(style.rank()).isEqualTo(2);
        assertThat(style.rows()).containsExactly(1, 0, 0, 0, 0, 0, 0.6f, 0.8f);

        assertThatThrownBy(() -> geometry(
                        folder.resolve("c"),
                        PackFixture.geometry("projector_place", new int[] {1, 4}, new float[] {1, 1, 0, 0})))
                .hasMessageContaining("projector_place")
                .hasMessageContaining("orthonormal");
        assertThatThrownBy(() -> geometry(
                        folder.resolve("d"),
                        PackFixture.geometry("projector_place", new int[] {1, 3}, new float[] {1, 0, 0})))
                .hasMessageContaining("projector_place");
        assertThatThrownBy(() -> geometry(
                        folder.resolve("e"), PackFixture.geometry("projector_x", new int[] {5, 4}, new float[20])))
                .hasMessageContaining("projector_x")
                .hasMessageContaining("from 1 to 4");
    }

    /** The fixture's geometry has three buckets. */
    @Test
    void theAutoregressivePriorsBucketsAreTheGeometrys(@TempDir Path folder) throws Exception {
        PackFixture pack = new PackFixture();
        extra(
                pack,
                "prior-autoregressive",
                "tokens:int64:batch,length " + PackFixture.TEXT,
                "logits:float32:batch,length,4");
        Path written = pack.writeTo(folder);
        assertThatThrownBy(() -> new Pack(written, reader.readFolder(written)).geometry())
                .isInstanceOf(PackException.class)
                .hasMessageContaining("prior-autoregressive")
                .hasMessageContaining("3");
    }
}
