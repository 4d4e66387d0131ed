package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.unclip.inference.pack.Bent.assertRead;
import static studio.unclip.inference.pack.Bent.assertRefused;
import static studio.unclip.inference.pack.Bent.extra;
import static studio.unclip.inference.pack.Bent.shape;
import static studio.unclip.inference.pack.Bent.sound;
import static studio.unclip.inference.pack.Bent.tensors;
import static studio.unclip.inference.pack.Bent.unsound;

import java.nio.file.Path;
import java.util.LinkedHashMap;
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
    private final ManifestReader reader = new ManifestReader(Understood.ofThisStudio());

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
                        "a temperature of nothing",
                        pack -> pack.at("embedding").put("logitScale", 0),
                        "embedding.logitScale",
                        "0.01"),
                unsound(
                        "another way to say nothing",
                        pack -> pack.at("embedding").put("noText", "zeros"),
                        "embedding.noText",
                        "learned, caption"),
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
                        "a decoder with a part of the caption",
                        tensors(
                                "decoder",
                                "inputs",
                                "sample:float32:batch,3,64,64 timestep:int64:batch image-embedding:float32:batch,4"
                                        + " known:float32:batch,3,64,64 mask:float32:batch,1,64,64"
                                        + " text-states:float32:batch,77,5 text-mask:bool:batch,77"),
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

    private static Map<String, Object> second(PackFixture pack, int stage) {
        Map<String, Object> copy = new LinkedHashMap<>(pack.at("stages", stage));
        copy.put("name", "second");
        return copy;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsoundPacks")
    void anUnsoundPackIsRefusedAndTheReasonNamed(String title, Consumer<PackFixture> bend, List<String> words) {
        assertRefused(bend, words);
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
                        "a decoder told by z_i alone",
                        tensors(
                                "decoder",
                                "inputs",
                                "sample:float32:batch,3,64,64 timestep:int64:batch image-embedding:float32:batch,4"
                                        + " known:float32:batch,3,64,64 mask:float32:batch,1,64,64")),
                sound(
                        "a prior that reads no states",
                        tensors(
                                "prior",
                                "inputs",
                                "sample:float32:batch,4 timestep:int64:batch text-embedding:float32:batch,4")),
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
        assertRead(bend);
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
