package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Stage;

/** A tiny random Karlo beside diffusers' UnCLIPPipeline. */
@Timeout(120)
class TinyKarloTest {
    private static BesideDiffusers karlo;

    @BeforeAll
    static void open() throws Exception {
        karlo = new BesideDiffusers("tiny-karlo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text-encoder",
                "image-encoder",
                "prior",
                "conditioner",
                "decoder",
                "super-res-first",
                "super-res-last"
            })
    void everyNetworkGivesWhatPyTorchGives(String role) throws Exception {
        karlo.network(role);
    }

    @Test
    void everyStepOfThePriorAndTheWholeOfIt() throws Exception {
        karlo.prior();
    }

    @Test
    void everyStepOfTheDecoder() throws Exception {
        Stage stage = karlo.stage("decoder");
        try (OnnxModel conditioner = karlo.open(Roles.CONDITIONER);
                OnnxModel model = karlo.open("decoder");
                TensorScope scope = karlo.runtime.newScope("decoder")) {
            float[] white = karlo.tensors.row("prior.samples", karlo.recorded.steps("prior"));
            GuidedRows rows = GuidedRows.of(
                    new Row(karlo.recorded.pack().geometry().nullImageEmbedding(), karlo.empty),
                    new Row(white, karlo.text),
                    karlo.recorded.guidance("decoder"));
            int size = stage.size().orElseThrow();
            GuidedDenoiser denoiser = Decoder.bind(
                    Optional.of(conditioner),
                    model,
                    scope,
                    rows,
                    Optional.empty(),
                    new Sample(3, size, size),
                    BesideDiffusers.NEVER);
            karlo.walk(stage, denoiser, BesideDiffusers.FIRST_COSINE_STEP, true);
        }
    }

    @Test
    void everyStepOfTheSuperResolutionTheLastByItsOwnNetwork() throws Exception {
        Stage stage = karlo.stage("super-res");
        assertThat(stage.components()).containsExactly("super-res-first", "super-res-last");
        int steps = karlo.recorded.steps("super-res");
        int size = stage.size().orElseThrow();
        Stage.LowResolution low = stage.lowResolution().orElseThrow();
        float[] small = karlo.tensors.row("decoder.samples", karlo.recorded.steps("decoder"));
        float[] large = Resample.resize(small, 3, low.size(), low.size(), size, size, Filter.named(low.resample()));
        try (OnnxModel first = karlo.open("super-res-first");
                OnnxModel last = karlo.open("super-res-last");
                TensorScope scope = karlo.runtime.newScope("super-res")) {
            List<RelayDenoiser.Leg> legs = new ArrayList<>();
            for (OnnxModel model : List.of(first, last)) {
                legs.add(new RelayDenoiser.Leg(
                        model.equals(first) ? 0 : steps - 1,
                        Upsampler.bind(
                                model,
                                scope,
                                large,
                                Optional.empty(),
                                Optional.empty(),
                                new Sample(3, size, size),
                                BesideDiffusers.NEVER)));
            }
            karlo.walk(stage, new RelayDenoiser(legs), BesideDiffusers.FIRST_COSINE_STEP, true);
        }
    }
}
