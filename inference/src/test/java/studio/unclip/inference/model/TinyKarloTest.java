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
import studio.unclip.inference.diffusion.NoiseSchedule;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.ScheduleConfig;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.HostTensor;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.pack.TensorSpec;
import studio.unclip.inference.reference.Recorded;
import studio.unclip.inference.reference.Tensors;

/**
 * A tiny random Karlo beside diffusers' own pipeline (specification 10.3): every network by itself, and every step of
 * every stage fed the reference's sample, with the noise of one running stream.
 */
@Timeout(120)
class TinyKarloTest {
    private static final float TOLERANCE = 1e-5f;

    /** From the cosine schedule's first step, which makes 20,291 times as much of a prediction's error. */
    private static final float FIRST_STEP = 2e-2f;

    /** After all steps of the prior, each on the engine's own sample. */
    private static final float FREE_PRIOR = 5e-6f;

    private static final CancelSignal NEVER = new CancelSignal();

    private static Recorded karlo;
    private static Tensors tensors;
    private static OnnxRuntime runtime;
    private static TextFeatures empty;
    private static TextFeatures text;

    @BeforeAll
    static void open() throws Exception {
        karlo = Recorded.of("tiny-karlo");
        tensors = karlo.tensors();
        runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        try (OnnxModel model = open(Roles.TEXT_ENCODER);
                TensorScope scope = runtime.newScope("captions")) {
            TextEncoder tower = new TextEncoder(model, scope);
            empty = Captions.read(karlo.pack(), tower, "");
            text = Captions.read(karlo.pack(), tower, karlo.prompt());
        }
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
        try (OnnxModel model = open(role);
                TensorScope scope = runtime.newScope(role)) {
            BoundRun run = model.bind(scope, Binding.rows(2));
            for (TensorSpec input : model.component().inputs()) {
                fill(run.input(input.role()), tensors.tensor(role + ".in." + input.role()));
            }
            run.run(NEVER);
            for (TensorSpec output : model.component().outputs()) {
                near(
                        output.role(),
                        values(run.output(output.role())),
                        tensors.tensor(role + ".out." + output.role()),
                        TOLERANCE);
            }
        }
    }

    @Test
    void everyStepOfThePriorAndTheWholeOfIt() throws Exception {
        Stage stage = stage("prior");
        try (OnnxModel model = open("prior");
                TensorScope scope = runtime.newScope("prior")) {
            GuidedRows rows = GuidedRows.of(Row.of(empty), Row.of(text), karlo.guidance("prior"));
            int e = karlo.pack().manifest().embedding().dimension();
            GuidedDenoiser denoiser = DiffusionPrior.bind(Optional.empty(), model, scope, rows, e, NEVER);
            walk(stage, denoiser, TOLERANCE, true);
            float[] free = walk(stage, denoiser, TOLERANCE, false);
            near("free-running", free, tensors.row("prior.samples", karlo.steps("prior")), FREE_PRIOR);
        }
    }

    @Test
    void everyStepOfTheDecoder() throws Exception {
        Stage stage = stage("decoder");
        try (OnnxModel conditioner = open(Roles.CONDITIONER);
                OnnxModel model = open("decoder");
                TensorScope scope = runtime.newScope("decoder")) {
            float[] white = tensors.row("prior.samples", karlo.steps("prior"));
            GuidedRows rows = GuidedRows.of(
                    new Row(karlo.pack().geometry().nullImageEmbedding(), empty),
                    new Row(white, text),
                    karlo.guidance("decoder"));
            GuidedDenoiser denoiser = Decoder.bind(
                    Optional.of(conditioner),
                    model,
                    scope,
                    rows,
                    Optional.empty(),
                    stage.size().orElseThrow(),
                    NEVER);
            walk(stage, denoiser, FIRST_STEP, true);
        }
    }

    @Test
    void everyStepOfTheSuperResolutionTheLastByItsOwnNetwork() throws Exception {
        Stage stage = stage("super-res");
        assertThat(stage.components()).containsExactly("super-res-first", "super-res-last");
        int steps = karlo.steps("super-res");
        int size = stage.size().orElseThrow();
        Stage.LowResolution low = stage.lowResolution().orElseThrow();
        float[] small = tensors.row("decoder.samples", karlo.steps("decoder"));
        float[] large = Resample.resize(small, 3, low.size(), low.size(), size, size, Filter.named(low.resample()));
        try (OnnxModel first = open("super-res-first");
                OnnxModel last = open("super-res-last");
                TensorScope scope = runtime.newScope("super-res")) {
            List<RelayDenoiser.Leg> legs = new ArrayList<>();
            for (OnnxModel model : List.of(first, last)) {
                legs.add(new RelayDenoiser.Leg(
                        model.equals(first) ? 0 : steps - 1,
                        Upsampler.bind(model, scope, large, Optional.empty(), Optional.empty(), size, NEVER)));
            }
            walk(stage, new RelayDenoiser(legs), FIRST_STEP, true);
        }
    }

    /**
     * Makes every step of a stage.
     *
     * @param firstStep tolerance of what the first step makes; of all that follows it is {@link #TOLERANCE}
     * @param fed whether each step is given the reference's sample, and compared
     * @return the last sample
     */
    private static float[] walk(Stage stage, ConditionedDenoiser denoiser, float firstStep, boolean fed) {
        int steps = karlo.steps(stage.name());
        float[] sample = tensors.row(stage.name() + ".samples", 0);
        Sampler sampler = Samplers.create(
                stage.defaults().sampler(),
                new NoiseSchedule(ScheduleConfig.of(stage.schedule())),
                steps,
                0,
                sample.length);
        TorchRandom stream = streamUpTo(stage);
        float[] noise = new float[sample.length];
        stream.normal(noise);
        near("x_T of " + stage.name(), noise, sample, TOLERANCE);
        float[] prediction = new float[denoiser.predictionSize()];
        for (int i = 0; i < steps; i++) {
            assertThat((float) sampler.timestep(i)).isEqualTo(tensors.row(stage.name() + ".timesteps", i)[0]);
            denoiser.predict(i, sampler.timestep(i), sample, prediction);
            if (fed) {
                // Guidance makes it larger than what the network gave, and its rounding with it.
                float[] expected = tensors.row(stage.name() + ".predictions", i);
                near("prediction " + i, prediction, expected, TOLERANCE * Math.max(1, largest(expected)));
            }
            if (sampler.needsNoise(i)) {
                stream.normal(noise);
            }
            sampler.step(i, prediction, sample, noise);
            if (fed) {
                float[] following = tensors.row(stage.name() + ".samples", i + 1);
                near("sample after step " + i, sample, following, i == 0 ? firstStep : TOLERANCE);
                sample = following;
            }
        }
        return sample;
    }

    /** The run's one stream of noise where a stage begins to read it: x_T and all steps but the last were drawn before. */
    private static TorchRandom streamUpTo(Stage stage) {
        TorchRandom stream = new TorchRandom(karlo.seed());
        for (Stage before : karlo.pack().manifest().stages()) {
            if (before.equals(stage)) {
                break;
            }
            float[] noise = new float[tensors.row(before.name() + ".samples", 0).length];
            for (int i = 0; i < karlo.steps(before.name()); i++) {
                stream.normal(noise);
            }
        }
        return stream;
    }

    private static void fill(HostTensor tensor, float[] values) {
        for (int i = 0; i < values.length; i++) {
            switch (tensor.type()) {
                case FLOAT32 -> tensor.floats().put(i, values[i]);
                case INT64 -> tensor.longs().put(i, (long) values[i]);
                case INT32 -> tensor.ints().put(i, (int) values[i]);
                case BOOL -> tensor.bools().put(i, (byte) values[i]);
            }
        }
    }

    private static float[] values(HostTensor tensor) {
        float[] values = new float[tensor.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (tensor.type()) {
                case FLOAT32 -> tensor.floats().get(i);
                case INT64 -> tensor.longs().get(i);
                case INT32 -> tensor.ints().get(i);
                case BOOL -> tensor.bools().get(i);
            };
        }
        return values;
    }

    private static void near(String what, float[] found, float[] expected, float tolerance) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        float worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(worst).as("largest difference of %s", what).isLessThanOrEqualTo(tolerance);
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static Stage stage(String name) {
        return karlo.pack().manifest().stage(name).orElseThrow();
    }

    private static OnnxModel open(String role) throws Exception {
        Component component = karlo.pack().require(role);
        return runtime.open(component, karlo.pack().graph(component));
    }
}
