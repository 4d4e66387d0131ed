package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import studio.unclip.inference.diffusion.Constraint;
import studio.unclip.inference.diffusion.NoiseSchedule;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.ScheduleConfig;
import studio.unclip.inference.diffusion.Start;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.pack.TensorSpec;
import studio.unclip.inference.reference.Recorded;
import studio.unclip.inference.reference.RecordedCall;
import studio.unclip.inference.reference.Tensors;

/**
 * A tiny random pack beside diffusers' own pipeline (specification 10.3): every network by itself, and every step of every
 * stage fed the reference's sample, with the noise of one running stream.
 */
final class BesideDiffusers {
    static final float TOLERANCE = 1e-5f;

    /** From the cosine schedule's first step, which makes 20,291 times as much of a prediction's error. */
    static final float FIRST_COSINE_STEP = 2e-2f;

    /** After all steps of the prior, each on the engine's own sample. */
    static final float FREE_PRIOR = 5e-6f;

    static final CancelSignal NEVER = new CancelSignal();

    final Recorded recorded;
    final Tensors tensors;
    final OnnxRuntime runtime;
    final TextFeatures empty;
    final TextFeatures text;

    /** @param name of a folder of reference */
    BesideDiffusers(String name) throws Exception {
        recorded = Recorded.of(name);
        tensors = recorded.tensors();
        runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        try (OnnxModel model = open(Roles.TEXT_ENCODER);
                TensorScope scope = runtime.newScope("captions")) {
            TextEncoder tower = new TextEncoder(model, scope);
            empty = Captions.read(recorded.pack(), tower, "");
            text = Captions.read(recorded.pack(), tower, recorded.prompt());
        }
    }

    /** The network gives for the reference's inputs what PyTorch gave. */
    void network(String role) throws Exception {
        network(role, runtime, TOLERANCE);
    }

    /** The same elsewhere; the tolerance is that of numbers up to 1, and of larger ones as much of the largest. */
    void network(String role, OnnxRuntime where, float tolerance) throws Exception {
        List<float[]> found = RecordedCall.outputs(where, recorded.pack(), role, tensors);
        int i = 0;
        for (TensorSpec output : recorded.pack().require(role).outputs()) {
            float[] expected = tensors.tensor(role + ".out." + output.role());
            float scale = where.equals(runtime) ? 1 : Math.max(1, largest(expected));
            near(output.role(), found.get(i++), expected, tolerance * scale);
        }
    }

    /** The prior step by step, and free-running to its end. */
    void prior() throws Exception {
        Stage stage = stage("prior");
        try (OnnxModel model = open("prior");
                TensorScope scope = runtime.newScope("prior")) {
            GuidedRows rows = GuidedRows.of(Row.of(empty), Row.of(text), recorded.guidance("prior"));
            int e = recorded.pack().manifest().embedding().dimension();
            GuidedDenoiser denoiser = DiffusionPrior.bind(Optional.empty(), model, scope, rows, e, NEVER);
            walk(stage, denoiser, TOLERANCE, true);
            float[] free = walk(stage, denoiser, TOLERANCE, false);
            near("free-running", free, tensors.row("prior.samples", recorded.steps("prior")), FREE_PRIOR);
        }
    }

    /**
     * Makes every step of a stage.
     *
     * @param firstStep tolerance of what the first step makes; of all that follows it is {@link #TOLERANCE}
     * @param fed whether each step is given the reference's sample, and compared
     * @return the last sample
     */
    float[] walk(Stage stage, ConditionedDenoiser denoiser, float firstStep, boolean fed) {
        return walk(
                stage.name(),
                sampler(stage, stage.name()),
                denoiser,
                streamUpTo(stage),
                Constraint.NONE,
                firstStep,
                fed);
    }

    /** The stage's sampler for a recorded run. */
    Sampler sampler(Stage stage, String run) {
        return Samplers.create(
                stage.defaults().sampler(),
                new NoiseSchedule(ScheduleConfig.of(stage.schedule())),
                recorded.steps(run),
                0,
                tensors.row(run + ".samples", 0).length);
    }

    /**
     * The same with what else the samples agree with.
     *
     * @param run the recorded run's name
     * @param stream where x_T comes from, and the noise of all steps
     */
    float[] walk(
            String run,
            Sampler sampler,
            ConditionedDenoiser denoiser,
            TorchRandom stream,
            Constraint constraint,
            float firstStep,
            boolean fed) {
        float[] sample = tensors.row(run + ".samples", 0);
        float[] noise = new float[sample.length];
        stream.normal(noise);
        near("x_T of " + run, noise, sample, TOLERANCE);
        constraint.onStart(new Start.Noise(), sample);
        float[] prediction = new float[denoiser.predictionSize()];
        for (int i = 0; i < sampler.steps(); i++) {
            assertThat((float) sampler.timestep(i)).isEqualTo(tensors.row(run + ".timesteps", i)[0]);
            denoiser.predict(i, sampler.timestep(i), sample, prediction);
            if (fed) {
                // Guidance makes it larger than what the network gave, and its rounding with it.
                float[] expected = tensors.row(run + ".predictions", i);
                near("prediction " + i, prediction, expected, TOLERANCE * Math.max(1, largest(expected)));
            }
            if (sampler.needsNoise(i)) {
                stream.normal(noise);
            }
            sampler.predict(i, prediction, sample);
            constraint.onOriginal(i, sampler.predictedOriginal());
            sampler.advance(i, prediction, sample, noise);
            constraint.onSample(i + 1, sample);
            if (fed) {
                float[] following = tensors.row(run + ".samples", i + 1);
                near("sample after step " + i, sample, following, i == 0 ? firstStep : TOLERANCE);
                sample = following;
            }
        }
        return sample;
    }

    /** The run's one stream of noise where a stage begins to read it: x_T and all steps but the last were drawn before. */
    TorchRandom streamUpTo(Stage stage) {
        TorchRandom stream = new TorchRandom(recorded.seed());
        for (Stage before : recorded.pack().manifest().stages()) {
            if (before.equals(stage)) {
                break;
            }
            float[] noise = new float[tensors.row(before.name() + ".samples", 0).length];
            for (int i = 0; i < recorded.steps(before.name()); i++) {
                stream.normal(noise);
            }
        }
        return stream;
    }

    Stage stage(String name) {
        return recorded.pack().manifest().stage(name).orElseThrow();
    }

    OnnxModel open(String role) throws Exception {
        Component component = recorded.pack().require(role);
        return runtime.open(component, recorded.pack().graph(component));
    }

    static void near(String what, float[] found, float[] expected, float tolerance) {
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
}
