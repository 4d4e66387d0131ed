package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.inference.diffusion.NoiseSchedule;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.ScheduleConfig;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.PackGeometry;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.reference.Goldens;
import studio.unclip.inference.text.Tokens;

/**
 * Every step of every stage of the starter pack beside PyTorch's and diffusers' own, each fed the reference's sample: the
 * networks as ONNX Runtime runs them, guidance, timesteps, noise, and what the sampler makes of it.
 */
@Timeout(120)
class StarterStepsTest {
    private static final float TOLERANCE = 1e-4f;
    /** Of values below 8 kept in half precision, whose eleven bits are 2^-8 apart from 4 on. */
    private static final float HALVES = 0x1p-9f + TOLERANCE;

    private static final CancelSignal NEVER = new CancelSignal();

    private static Goldens goldens;
    private static PackGeometry geometry;
    private static OnnxRuntime runtime;

    @BeforeAll
    static void open() throws Exception {
        goldens = Goldens.ofTheStarterPack();
        geometry = goldens.pack().geometry();
        runtime = OnnxRuntime.start(RuntimeOptions.defaults());
    }

    static List<Goldens.Steps> priors() throws Exception {
        return of("prior");
    }

    static List<Goldens.Steps> upsamplers() throws Exception {
        return Goldens.ofTheStarterPack().steps().stream()
                .filter(steps -> steps.rest().has("low"))
                .toList();
    }

    static Stream<Goldens.Steps> captions() throws Exception {
        return Stream.concat(of("prior").stream(), of("decoder").stream());
    }

    private static List<Goldens.Steps> of(String stage) throws Exception {
        return Goldens.ofTheStarterPack().steps().stream()
                .filter(steps -> steps.stage().equals(stage))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("captions")
    void theTextTowerReadsThePrompt(Goldens.Steps steps) throws Exception {
        Tokens tokens = Captions.tokens(goldens.pack(), steps.prompt());
        try (OnnxModel model = open(Roles.TEXT_ENCODER);
                TensorScope scope = runtime.newScope(steps.name())) {
            TextFeatures text = new TextEncoder(model, scope).encode(tokens.ids(), tokens.mask(), NEVER);
            near("z_t", text.embedding(), goldens.tensor(steps.name() + ".text"));
            float[] states = goldens.tensor(steps.name() + ".states");
            assertThat(tokens.length()).isEqualTo(goldens.rows(steps.name() + ".states"));
            near("states", Arrays.copyOf(text.states(), states.length), states);
        }
    }

    @ParameterizedTest
    @MethodSource("priors")
    void everyStepOfThePrior(Goldens.Steps steps) throws Exception {
        Stage stage = goldens.pack().manifest().stage("prior").orElseThrow();
        try (OnnxModel model = open(stage.component());
                OnnxModel reader = readerOfThePrior();
                TensorScope scope = runtime.newScope(stage.name())) {
            GuidedRows rows = captions(
                    text(steps),
                    geometry.nullTextEmbeddingPrior(),
                    stage.defaults().guidance());
            GuidedDenoiser denoiser =
                    DiffusionPrior.bind(Optional.ofNullable(reader), model, scope, rows, geometry.dimension(), NEVER);
            float[] noise = noise(steps, geometry.dimension());
            near("x_T", noise, input(steps, 0));
            walk(steps, stage, denoiser, noise.length, (i, t, sample) -> input(steps, i));
        }
    }

    /** Also that what the engine makes of a step is, as a whole, what the next one is fed. */
    @Test
    void everyStepOfTheDecoder() throws Exception {
        Goldens.Steps steps = of("decoder").getFirst();
        Stage stage = goldens.pack().manifest().stage("decoder").orElseThrow();
        int size = stage.size().orElseThrow();
        TextFeatures text = text(steps);
        GuidedRows rows = GuidedRows.of(
                new Row(geometry.nullImageEmbedding(), TextFeatures.none(geometry.nullTextEmbedding(), text)),
                new Row(goldens.tensor("decoder.image"), text),
                stage.defaults().guidance());
        try (OnnxModel model = open(stage.component());
                TensorScope scope = runtime.newScope(stage.name())) {
            GuidedDenoiser denoiser = Decoder.bind(
                    Optional.empty(), model, scope, rows, Optional.empty(), new Sample(3, size, size), NEVER);
            walk(steps, stage, denoiser, 3 * size * size, (i, t, sample) -> {
                if (i == 0) {
                    return sample;
                }
                float[] fed = goldens.row("decoder.inputs", i - 1);
                near("whole sample after step " + (i - 1), sample, fed, HALVES);
                return fed;
            });
        }
    }

    @ParameterizedTest
    @MethodSource("upsamplers")
    void everyStepOfAnUpsampler(Goldens.Steps steps) throws Exception {
        Stage stage = goldens.pack().manifest().stage(steps.stage()).orElseThrow();
        Stage.LowResolution low = stage.lowResolution().orElseThrow();
        int size = stage.size().orElseThrow();
        int[] levels = goldens.levels(steps.rest().path("low").stringValue());
        float[] small = new float[levels.length];
        for (int i = 0; i < small.length; i++) {
            small[i] = levels[i] / 127.5f - 1;
        }
        float[] large = Resample.resize(small, 3, low.size(), low.size(), size, size, Filter.named(low.resample()));
        float[] noise = noise(steps, large.length);
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(stage.schedule()));
        try (OnnxModel model = open(stage.component());
                TensorScope scope = runtime.newScope(stage.name())) {
            GuidedDenoiser denoiser = Upsampler.bind(
                    model, scope, large, Optional.empty(), Optional.empty(), new Sample(3, size, size), NEVER);
            walk(steps, stage, denoiser, large.length, (i, t, sample) -> {
                if (i > 0) {
                    schedule.addNoise(large, noise, t, sample);
                }
                return sample;
            });
        }
    }

    private static GuidedRows captions(TextFeatures text, float[] nullText, double guidance) {
        return GuidedRows.of(Row.of(TextFeatures.none(nullText, text)), Row.of(text), guidance);
    }

    @Test
    void theAutoregressivePriorDrawsTheSameTokens() throws Exception {
        Goldens.Steps steps = of(Roles.AUTOREGRESSIVE_PRIOR).getFirst();
        PackGeometry.Buckets buckets = geometry.autoregressive().orElseThrow();
        double guidance = number("guidance");
        try (OnnxModel model = open(Roles.AUTOREGRESSIVE_PRIOR);
                TensorScope scope = runtime.newScope(steps.name())) {
            GuidedRows rows = captions(text(steps), buckets.nullText(), guidance);
            AutoregressivePrior prior = new AutoregressivePrior(model, scope, rows, buckets, number("dotQuantile"));
            assertThat(prior.draw(stream(steps), NEVER, (step, nanos) -> {}))
                    .isEqualTo(goldens.tensor(steps.name() + ".values"));
        }
    }

    @Test
    void theAutoregressivePriorsChancesAreTheReferences() throws Exception {
        Goldens.Steps steps = of(Roles.AUTOREGRESSIVE_PRIOR).getFirst();
        PackGeometry.Buckets buckets = geometry.autoregressive().orElseThrow();
        int length = buckets.components() + 1;
        try (OnnxModel model = open(Roles.AUTOREGRESSIVE_PRIOR);
                TensorScope scope = runtime.newScope(steps.name())) {
            BoundRun run = model.bind(scope, Binding.rows(2).withAxis("length", length));
            captions(text(steps), buckets.nullText(), number("guidance")).fillText(run);
            for (int i = 0; i < 2 * length; i++) {
                run.input(Roles.TOKENS)
                        .longs()
                        .put(i, steps.rest().path("tokens").path(i % length).asInt());
            }
            run.run(NEVER);
            float[] logits = Rows.copy(run.output(Roles.LOGITS));
            for (int row = 0; row < 2; row++) {
                float[] own = Arrays.copyOfRange(logits, row * logits.length / 2, (row + 1) * logits.length / 2);
                near(
                        "logits of row " + row,
                        Goldens.kept(own, 0, steps.count()),
                        goldens.row(steps.name() + ".logits", row));
            }
        }
    }

    /** The sample that a step is fed, given what followed from the one before (for the first: the stage's noise). */
    private interface Feed {
        float[] at(int step, int timestep, float[] sample);
    }

    /** Makes every step from the sample it is to be fed, with the noise of the stage's stream. */
    private static void walk(Goldens.Steps steps, Stage stage, GuidedDenoiser denoiser, int size, Feed feed) {
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(stage.schedule()));
        Stage.Defaults defaults = stage.defaults();
        Sampler sampler = Samplers.create(defaults.sampler(), schedule, defaults.steps(), defaults.eta(), size);
        TorchRandom stream = stream(steps);
        int count = steps.timesteps().size();
        assertThat(sampler.steps()).isEqualTo(count);
        float[] sample = new float[size];
        stream.normal(sample);
        float[] prediction = new float[denoiser.predictionSize()];
        float[] noise = new float[size];
        for (int i = 0; i < count; i++) {
            int t = sampler.timestep(i);
            assertThat(t)
                    .as("timestep of step %d", i)
                    .isEqualTo(steps.timesteps().get(i));
            sample = feed.at(i, t, sample);
            denoiser.predict(i, t, sample, prediction);
            near(
                    "prediction of step " + i,
                    Goldens.kept(prediction, i, steps.count()),
                    goldens.row(steps.name() + ".predictions", i));
            if (sampler.needsNoise(i)) {
                stream.normal(noise);
            }
            sampler.step(i, prediction, sample, noise);
            near(
                    "sample after step " + i,
                    Goldens.kept(sample, i, steps.count()),
                    goldens.row(steps.name() + ".following", i));
        }
    }

    private static void near(String what, float[] found, float[] expected) {
        near(what, found, expected, TOLERANCE);
    }

    private static void near(String what, float[] found, float[] expected, float tolerance) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        float worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(worst).as("largest difference of %s", what).isLessThanOrEqualTo(tolerance);
    }

    private static float[] input(Goldens.Steps steps, int i) {
        return goldens.row(steps.name() + ".inputs", i);
    }

    private static float[] noise(Goldens.Steps steps, int size) {
        float[] noise = new float[size];
        stream(steps).normal(noise);
        return noise;
    }

    private static TorchRandom stream(Goldens.Steps steps) {
        return NoiseStreams.perStage(steps.seed()).stream(steps.stage(), 0);
    }

    /** The reference's own features; the states of padding are left out, since the mask hides them. */
    private static TextFeatures text(Goldens.Steps steps) {
        float[] states = goldens.tensor(steps.name() + ".states");
        int context = goldens.pack().manifest().tokenizer().contextLength();
        int tokens = goldens.rows(steps.name() + ".states");
        boolean[] mask = new boolean[context];
        Arrays.fill(mask, 0, tokens, true);
        return new TextFeatures(
                goldens.tensor(steps.name() + ".text"), Arrays.copyOf(states, states.length / tokens * context), mask);
    }

    private static double number(String key) {
        return ((Number) goldens.pack()
                        .manifest()
                        .sections()
                        .get("autoregressive-prior")
                        .content()
                        .get(key))
                .doubleValue();
    }

    /** The prior's first graph; null where the pack's prior has one graph only. */
    private static OnnxModel readerOfThePrior() throws Exception {
        return goldens.pack().manifest().component(Roles.PRIOR_TEXT).isPresent() ? open(Roles.PRIOR_TEXT) : null;
    }

    private static OnnxModel open(String role) throws Exception {
        Component component = goldens.pack().require(role);
        return runtime.open(component, goldens.pack().graph(component));
    }
}
