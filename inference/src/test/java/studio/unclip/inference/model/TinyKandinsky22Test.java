package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.diffusion.Constraint;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Stage;

/** A tiny random Kandinsky 2.2 beside diffusers' prior, text-to-picture and inpainting pipelines, its picture higher than wide. */
@Timeout(120)
class TinyKandinsky22Test {
    /** Of a whole run under a mask, each step on the engine's own sample. */
    private static final float FREE_INPAINTING = 6e-5f;

    private static BesideDiffusers kandinsky;
    private static Sample shape;

    @BeforeAll
    static void open() throws Exception {
        kandinsky = new BesideDiffusers("tiny-kandinsky22");
        Stage stage = kandinsky.stage("decoder");
        shape = new Sample(
                stage.sampleChannels(),
                kandinsky.recorded.run().path("height").asInt() / stage.scale(),
                kandinsky.recorded.run().path("width").asInt() / stage.scale());
        assertThat(shape.height()).isGreaterThan(shape.width());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text-encoder",
                "image-encoder",
                "prior",
                "decoder",
                "decoder-inpainting",
                "latent-encoder",
                "latent-decoder"
            })
    void everyNetworkGivesWhatPyTorchGives(String role) throws Exception {
        kandinsky.network(role);
    }

    @Test
    void everyStepOfThePriorAndTheWholeOfIt() throws Exception {
        kandinsky.prior();
    }

    @Test
    void noPictureIsTheTowersAnswerToZeros() throws Exception {
        float[] nothing = kandinsky.tensors.tensor("nothing");
        try (OnnxModel tower = kandinsky.open(Roles.IMAGE_ENCODER);
                TensorScope scope = kandinsky.runtime.newScope("tower")) {
            int side = kandinsky.recorded.pack().manifest().imageInput().size();
            float[] seen = new ImageEncoder(tower, scope).encode(new float[3 * side * side], BesideDiffusers.NEVER);
            BesideDiffusers.near("z_i of zeros", seen, nothing, BesideDiffusers.TOLERANCE);
        }
    }

    @Test
    void everyStepOfTheDecoderAndItsPicture() throws Exception {
        Stage stage = kandinsky.stage("decoder");
        try (OnnxModel model = kandinsky.open("decoder");
                OnnxModel codec = kandinsky.open("latent-decoder");
                TensorScope scope = kandinsky.runtime.newScope("decoder")) {
            GuidedDenoiser denoiser = Decoder.bind(
                    Optional.empty(), model, scope, rows(), Optional.empty(), shape, BesideDiffusers.NEVER);
            float[] last = kandinsky.walk(stage, denoiser, BesideDiffusers.TOLERANCE, true);
            float[] picture = LatentCodec.decode(
                    codec, scope, last, shape, picture(stage), shape.height(), BesideDiffusers.NEVER, () -> {});
            for (int i = 0; i < picture.length; i++) {
                picture[i] = Math.clamp(picture[i] * 0.5f + 0.5f, 0f, 1f);
            }
            BesideDiffusers.near("picture", picture, kandinsky.tensors.tensor("picture"), BesideDiffusers.TOLERANCE);
        }
    }

    @Test
    void aPictureIsEncodedAsTheInpaintingPipelineDoes() throws Exception {
        Stage stage = kandinsky.stage("decoder");
        Sample from = picture(stage);
        float[] planes = new float[from.elements()];
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                int i = y * from.width() + x;
                float across = 2f * x / (from.width() - 1) - 1;
                float down = 2f * y / (from.height() - 1) - 1;
                planes[i] = across;
                planes[from.places() + i] = down;
                planes[2 * from.places() + i] = across * down;
            }
        }
        try (OnnxModel codec = kandinsky.open("latent-encoder");
                TensorScope scope = kandinsky.runtime.newScope("encoder")) {
            BesideDiffusers.near(
                    "latents",
                    LatentCodec.encode(
                            codec, scope, planes, from, shape, shape.height(), BesideDiffusers.NEVER, () -> {}),
                    kandinsky.tensors.tensor("inpainting.latents"),
                    BesideDiffusers.TOLERANCE);
        }
    }

    @Test
    void everyStepUnderAMaskAndTheWholeRun() throws Exception {
        Stage stage = kandinsky.stage("decoder");
        assertThat(stage.inpaintingComponent()).contains("decoder-inpainting");
        KnownPixels known = new KnownPixels(
                kandinsky.tensors.tensor("inpainting.latents"), kandinsky.tensors.tensor("inpainting.mask"), false);
        try (OnnxModel model = kandinsky.open("decoder-inpainting");
                TensorScope scope = kandinsky.runtime.newScope("inpainting")) {
            GuidedDenoiser denoiser = Decoder.bind(
                    Optional.empty(), model, scope, rows(), Optional.of(known), shape, BesideDiffusers.NEVER);
            for (boolean fed : new boolean[] {true, false}) {
                Sampler sampler = kandinsky.sampler(stage, "inpainting");
                Constraint kept = known.replacing(sampler);
                TorchRandom stream = new TorchRandom(
                        kandinsky.recorded.run().path("inpaintingSeed").asLong());
                float[] last =
                        kandinsky.walk("inpainting", sampler, denoiser, stream, kept, BesideDiffusers.TOLERANCE, fed);
                BesideDiffusers.near(
                        "the end", last, kandinsky.tensors.row("inpainting.samples", sampler.steps()), FREE_INPAINTING);
            }
        }
    }

    private static GuidedRows rows() throws Exception {
        float[] white = kandinsky.tensors.row("prior.samples", kandinsky.recorded.steps("prior"));
        return GuidedRows.of(
                new Row(kandinsky.recorded.pack().geometry().nullImageEmbedding(), kandinsky.empty),
                new Row(white, kandinsky.text),
                kandinsky.recorded.guidance("decoder"));
    }

    private static Sample picture(Stage stage) {
        return new Sample(3, shape.height() * stage.scale(), shape.width() * stage.scale());
    }
}
