package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.unclip.inference.pack.Bent.assertRead;
import static studio.unclip.inference.pack.Bent.assertRefused;
import static studio.unclip.inference.pack.Bent.extra;
import static studio.unclip.inference.pack.Bent.shape;
import static studio.unclip.inference.pack.Bent.sound;
import static studio.unclip.inference.pack.Bent.tensors;
import static studio.unclip.inference.pack.Bent.unsound;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that work together: a prior in two graphs, captions of any length, stages whose networks take turns. */
class SharedNetworksTest {
    private final ManifestReader reader = new ManifestReader(Understood.ofThisStudio());

    static Stream<Arguments> unsoundPacks() {
        return Stream.of(
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
                        "a decoder whose first graph is not there",
                        pack -> conditioned(pack).at("components").remove("conditioner"),
                        "components.decoder.inputs",
                        "conditioner"),
                unsound(
                        "a decoder that reads z_i beside its first graph",
                        pack -> tensors("decoder", "inputs", STEP + "image-embedding:float32:batch,4 " + TOLD)
                                .accept(conditioned(pack)),
                        "components.decoder.inputs",
                        "image-embedding"),
                unsound(
                        "a mask of other sizes than the first graph's",
                        pack -> shape("decoder", "inputs", "memory-mask", "batch,77")
                                .accept(conditioned(pack)),
                        "components.decoder.inputs",
                        "memory-mask",
                        "[batch, 81]"),
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
                        "sample"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsoundPacks")
    void anUnsoundPackIsRefusedAndTheReasonNamed(String title, Consumer<PackFixture> bend, List<String> words) {
        assertRefused(bend, words);
    }

    static Stream<Arguments> soundPacks() {
        return Stream.of(
                sound("a prior in two graphs", SharedNetworksTest::twoGraphs),
                sound("a prior in two graphs that share their weights", pack -> {
                    twoGraphs(pack);
                    for (String role : List.of("prior-text", "prior")) {
                        pack.at("components", role).put("external", List.of(PackFixture.file("weights.bin")));
                    }
                }),
                sound("a decoder in two graphs", SharedNetworksTest::conditioned),
                sound(
                        "embeddings that keep their lengths",
                        pack -> pack.at("embedding").put("unitLength", false)),
                sound(
                        "the empty caption where there is no text",
                        pack -> pack.at("embedding").put("noText", "caption")),
                sound("a text encoder of any length", SharedNetworksTest::anyLength),
                sound("captions of any length throughout", pack -> {
                    anyLength(pack);
                    for (String role : List.of("prior", "decoder")) {
                        shape(role, "inputs", "text-states", "batch,length,5").accept(pack);
                        shape(role, "inputs", "text-mask", "batch,length").accept(pack);
                    }
                }),
                sound("a last step by another network", pack -> relay(pack, 1, "decoder", 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundPacks")
    void aSoundPackIsRead(String title, Consumer<PackFixture> bend) throws PackException {
        assertRead(bend);
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
        assertThat(new ManifestReader(Understood.ofThisStudio())
                        .read("x", new PackFixture().json())
                        .stage("decoder")
                        .orElseThrow()
                        .fewestSteps())
                .isEqualTo(1);
    }

    /** What a decoder with a conditioner reads beside what that tells. */
    private static final String STEP = "sample:float32:batch,3,64,64 timestep:int64:batch"
            + " known:float32:batch,3,64,64 mask:float32:batch,1,64,64 ";

    private static final String TOLD = "memory-time:float32:batch,6 memory-mask:bool:batch,81";

    /** With a conditioner as Karlo has one, which tells the decoder all but the step's own. */
    private static PackFixture conditioned(PackFixture pack) {
        extra(pack, "conditioner", PackFixture.TEXT + " image-embedding:float32:batch,4", TOLD);
        tensors("decoder", "inputs", STEP + TOLD).accept(pack);
        return pack;
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
                .stream().map(tensor -> (Object) new LinkedHashMap<>(tensor)).toList();
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
}
