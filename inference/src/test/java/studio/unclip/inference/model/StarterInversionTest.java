package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.diffusion.Anchor;
import studio.unclip.inference.diffusion.Constraint;
import studio.unclip.inference.diffusion.DdimInversion;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.diffusion.NoiseSchedule;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.ScheduleConfig;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.diffusion.Trajectory;
import studio.unclip.inference.diffusion.Walk;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Dimension;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackGeometry;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/** A picture of the starter's decoder inverted and decoded again, at the pack's own 30 steps. */
@Timeout(300)
class StarterInversionTest {
    private static final int SIDE = 64;
    private static final int SIZE = 3 * SIDE * SIDE;
    private static final DenoisingLoop LOOP = new DenoisingLoop(Runnable::run);

    @Test
    void theRoundTripIsThePictureAndAnchoredItIsItBitForBit() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        Pack pack = new PackOpener(Understood.ofThisStudio()).openVerified(folder.toAbsolutePath(), Watcher.silent());
        Stage stage = pack.manifest().stage("decoder").orElseThrow();
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(stage.schedule()));
        Component component = pack.require("decoder");
        OnnxRuntime runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        try (OnnxModel model = runtime.open(component, pack.graph(component));
                TensorScope scope = runtime.newScope("decoder")) {
            GuidedDenoiser plain = bind(model, scope, pack, 1);
            int steps = stage.defaults().steps();
            Sampler sampler = Samplers.create("ddim", schedule, steps, 0, SIZE);
            float[] picture = LOOP.run(
                            DenoisingLoop.Task.fromNoise(sampler, plain, SIZE, plain.predictionSize()),
                            new TorchRandom(7),
                            () -> false,
                            (step, all, nanos, x0) -> {})
                    .x0();

            DdimInversion inversion = new DdimInversion(schedule, steps, SIZE, 1);
            Trajectory trajectory = inversion.run(plain, plain.predictionSize(), picture, () -> false);
            assertThat(decibels(down(inversion, plain, trajectory, Constraint.NONE), picture))
                    .as("round trip, dB")
                    .isGreaterThan(30);

            GuidedDenoiser guided = bind(model, scope, pack, stage.defaults().guidance());
            Anchor anchor = Anchor.of(trajectory, inversion.sampler(), guided, guided.predictionSize(), () -> false);
            assertThat(down(inversion, guided, trajectory, anchor)).isEqualTo(picture);
        }
    }

    private static GuidedDenoiser bind(OnnxModel model, TensorScope scope, Pack pack, double guidance)
            throws Exception {
        PackGeometry tables = pack.geometry();
        float[] image = new float[tables.dimension()];
        new TorchRandom(3).normal(image);
        int length = pack.manifest().tokenizer().contextLength();
        List<Dimension> states =
                pack.require("text-encoder").output("states").orElseThrow().shape();
        int width = Integer.parseInt(states.getLast().toString());
        TextFeatures none =
                new TextFeatures(tables.nullTextEmbedding(), new float[length * width], new boolean[length]);
        GuidedRows rows = GuidedRows.of(new Row(tables.nullImageEmbedding(), none), new Row(image, none), guidance);
        return Decoder.bind(
                Optional.empty(), model, scope, rows, Optional.empty(), new Sample(3, SIDE, SIDE), new CancelSignal());
    }

    private static float[] down(
            DdimInversion inversion, GuidedDenoiser denoiser, Trajectory trajectory, Constraint constraint) {
        Sampler sampler = inversion.sampler();
        DenoisingLoop.Task task = new DenoisingLoop.Task(
                sampler,
                denoiser,
                SIZE,
                denoiser.predictionSize(),
                trajectory.from(0),
                Walk.down(0, sampler.steps()),
                constraint);
        return LOOP.run(task, new TorchRandom(1), () -> false, (step, steps, nanos, x0) -> {})
                .x0();
    }

    /** Peak signal to noise in [-1, 1]. */
    private static double decibels(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return 10 * Math.log10(4 * a.length / sum);
    }
}
