package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static studio.unclip.inference.pack.Bent.assertRead;
import static studio.unclip.inference.pack.Bent.assertRefused;
import static studio.unclip.inference.pack.Bent.extra;
import static studio.unclip.inference.pack.Bent.shape;
import static studio.unclip.inference.pack.Bent.sound;
import static studio.unclip.inference.pack.Bent.tensors;
import static studio.unclip.inference.pack.Bent.unsound;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Stages that denoise an autoencoder's latents, and networks of their own for what is known. */
class LatentStagesTest {
    private static final String STEP =
            "sample:float32:batch,4,height,width timestep:int64:batch" + " image-embedding:float32:batch,4";

    private static final String PIXELS = "sample:float32:batch,3,64,64 timestep:int64:batch"
            + " image-embedding:float32:batch,4 " + PackFixture.TEXT
            + " known:float32:batch,3,64,64 mask:float32:batch,1,64,64";

    static Stream<Arguments> unsoundPacks() {
        return Stream.of(
                unsound(
                        "latents of no autoencoder",
                        pack -> latent(pack).at("stages", 1).remove("latent"),
                        "stages[1]",
                        "latent"),
                unsound(
                        "an autoencoder for pixels",
                        pack -> latent(pack).at("stages", 1).put("space", "pixels"),
                        "stages[1].latent",
                        "space"),
                unsound(
                        "an encoder that is not there",
                        pack -> codec(latent(pack)).put("encoder", "eye"),
                        "stages[1].latent",
                        "eye"),
                unsound(
                        "a scale that leaves parts of latents",
                        pack -> codec(latent(pack)).put("scale", 24),
                        "stages[1].latent.scale",
                        "64"),
                unsound(
                        "a latent prior",
                        pack -> {
                            latent(pack);
                            pack.at("stages", 0).put("space", "latent");
                            pack.at("stages", 0)
                                    .put("latent", pack.at("stages", 1).get("latent"));
                        },
                        "stages[0].space",
                        "embedding"),
                unsound(
                        "latents that are made larger",
                        pack -> {
                            latent(pack).withUpsampler();
                            pack.at("stages", 2).put("space", "latent");
                            pack.at("stages", 2)
                                    .put("latent", pack.at("stages", 1).get("latent"));
                        },
                        "stages[2].space",
                        "pixels"),
                unsound(
                        "a decoder of other channels",
                        pack -> shape("decoder", "inputs", "sample", "batch,3,height,width")
                                .accept(latent(pack)),
                        "components.decoder.inputs",
                        "sample",
                        "4"),
                unsound(
                        "an encoder of larger latents",
                        pack -> shape("latent-encoder", "outputs", "latent", "batch,4,16,16")
                                .accept(latent(pack)),
                        "components.latent-encoder.outputs",
                        "latent"),
                unsound(
                        "a decoder that gives latents",
                        pack -> tensors("latent-decoder", "outputs", "latent:float32:batch,4,height,width")
                                .accept(latent(pack)),
                        "components.latent-decoder.outputs",
                        "picture"),
                unsound(
                        "a preview in two colours",
                        pack -> codec(latent(pack))
                                .put("preview", List.of(List.of(1, 0, 0, 0, 0), List.of(0, 1, 0, 0, 0))),
                        "stages[1].latent.preview",
                        "three"),
                unsound(
                        "a preview without constants",
                        pack -> codec(latent(pack))
                                .put("preview", List.of(List.of(1, 0, 0, 0), List.of(0), List.of(0))),
                        "stages[1].latent.preview[0]",
                        "5"),
                unsound(
                        "a network for what is known that is not there",
                        pack -> knowing(pack).at("components").remove("decoder-inpainting"),
                        "stages[1].inpaintingComponent",
                        "decoder-inpainting"),
                unsound(
                        "a network for what is known that is told nothing",
                        pack -> tensors("decoder-inpainting", "inputs", STEP).accept(knowing(pack)),
                        "components.decoder-inpainting.inputs",
                        "known"),
                unsound(
                        "a network for what is known in a stage that knows nothing",
                        pack -> knowing(pack).at("stages", 1).remove("inpainting"),
                        "stages[1].inpaintingComponent",
                        "channels"),
                unsound(
                        "a network for what is known that is the other one",
                        pack -> knowing(pack).at("stages", 1).put("inpaintingComponent", "decoder"),
                        "stages[1].inpaintingComponent"),
                unsound(
                        "networks of which one foretells its variance",
                        pack -> shape("decoder-inpainting", "outputs", "prediction", "batch,8,height,width")
                                .accept(knowing(pack)),
                        "components.decoder-inpainting.outputs",
                        "8",
                        "4"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsoundPacks")
    void anUnsoundPackIsRefusedAndTheReasonNamed(String title, Consumer<PackFixture> bend, List<String> words) {
        assertRefused(bend, words);
    }

    static Stream<Arguments> soundPacks() {
        return Stream.of(
                sound("latents of any size", LatentStagesTest::latent),
                sound("latents of one size", pack -> {
                    latent(pack);
                    for (String role : List.of("sample", "prediction")) {
                        shape("decoder", role.equals("sample") ? "inputs" : "outputs", role, "batch,4,8,8")
                                .accept(pack);
                    }
                    shape("latent-encoder", "inputs", "picture", "1,3,64,64").accept(pack);
                    shape("latent-encoder", "outputs", "latent", "1,4,8,8").accept(pack);
                }),
                sound(
                        "a picture made of latents that is enlarged",
                        pack -> latent(pack).withUpsampler()),
                sound("latents without a preview", pack -> codec(latent(pack)).remove("preview")),
                sound("a network for what is known", LatentStagesTest::knowing),
                sound("a network for what is known in pixels", pack -> {
                    extra(pack, "decoder-inpainting", PIXELS, "prediction:float32:batch,3,64,64");
                    tensors(
                                    "decoder",
                                    "inputs",
                                    "sample:float32:batch,3,64,64 timestep:int64:batch"
                                            + " image-embedding:float32:batch,4 " + PackFixture.TEXT)
                            .accept(pack);
                    pack.at("stages", 1).put("inpaintingComponent", "decoder-inpainting");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundPacks")
    void aSoundPackIsRead(String title, Consumer<PackFixture> bend) throws PackException {
        assertRead(bend);
    }

    @Test
    void whatALatentStageDenoisesIsTold() throws PackException {
        Stage stage = new ManifestReader(Understood.ofThisStudio())
                .read("x", knowing(new PackFixture()).json())
                .stage("decoder")
                .orElseThrow();
        assertThat(stage.sampleChannels()).isEqualTo(4);
        assertThat(stage.scale()).isEqualTo(8);
        assertThat(stage.channels()).isEqualTo(3);
        assertThat(stage.inpaintingComponent()).contains("decoder-inpainting");
        assertThat(stage.latent().orElseThrow().preview())
                .containsExactly(
                        List.of(1.0, 0.0, 0.0, 0.0, 0.5),
                        List.of(0.0, 1.0, 0.0, 0.0, 0.5),
                        List.of(0.0, 0.0, 1.0, 0.0, 0.5));
    }

    private static Map<String, Object> codec(PackFixture pack) {
        return pack.at("stages", 1, "latent");
    }

    /** With a decoder of latents as Kandinsky 2.2 has one, told by z_i alone. */
    private static PackFixture latent(PackFixture pack) {
        pack.manifest.put("family", "latent-movq");
        tensors("decoder", "inputs", STEP).accept(pack);
        tensors("decoder", "outputs", "prediction:float32:batch,4,height,width").accept(pack);
        extra(pack, "latent-encoder", "picture:float32:batch,3,height,width", "latent:float32:batch,4,height,width");
        extra(pack, "latent-decoder", "latent:float32:batch,4,height,width", "picture:float32:batch,3,height,width");
        Map<String, Object> stage = pack.at("stages", 1);
        stage.remove("inpainting");
        stage.put("space", "latent");
        stage.put(
                "latent",
                PackFixture.map(
                        "channels",
                        4,
                        "scale",
                        8,
                        "encoder",
                        "latent-encoder",
                        "decoder",
                        "latent-decoder",
                        "preview",
                        List.of(List.of(1, 0, 0, 0, 0.5), List.of(0, 1, 0, 0, 0.5), List.of(0, 0, 1, 0, 0.5))));
        return pack;
    }

    /** The same with a network of its own for what is known. */
    private static PackFixture knowing(PackFixture pack) {
        latent(pack);
        extra(
                pack,
                "decoder-inpainting",
                STEP + " known:float32:batch,4,height,width mask:float32:batch,1,height,width",
                "prediction:float32:batch,4,height,width");
        pack.at("stages", 1).put("inpainting", "channels");
        pack.at("stages", 1).put("inpaintingComponent", "decoder-inpainting");
        return pack;
    }
}
