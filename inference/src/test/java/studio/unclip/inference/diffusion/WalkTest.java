package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WalkTest {
    private static final int SIZE = 64;
    private final NoiseSchedule schedule =
            new NoiseSchedule(ScheduleConfig.of(Map.of("_class_name", "UnCLIPScheduler", "prediction_type", "sample")));

    private static DenoisingLoop.Outcome run(DenoisingLoop.Task task) {
        return new DenoisingLoop(Runnable::run)
                .run(task, new TorchRandom(2), () -> false, (step, steps, nanos, x0) -> {});
    }

    @Test
    void straightDownVisitsEveryLevelOnce() {
        assertThat(Walk.down(0, 4).levels()).containsExactly(0, 1, 2, 3, 4);
        assertThat(Walk.down(2, 4).levels()).containsExactly(2, 3, 4);
        assertThat(Walk.down(2, 4).steps()).isEqualTo(2);
    }

    /** Jump 2, walked 3 times: at every second level from the clean end it goes up again, twice. */
    @Test
    void repaintGoesUpAgain() {
        assertThat(Walk.repaint(0, 5, 2, 3).levels())
                .containsExactly(0, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 4, 5, 4, 3, 4, 5, 4, 3, 4, 5);
        assertThat(Walk.repaint(0, 5, 2, 3).steps()).isEqualTo(5 + 2 * 2 * 2);
        assertThat(Walk.repaint(3, 5, 2, 9).levels()).as("no room to go up").containsExactly(3, 4, 5);
        assertThat(Walk.repaint(0, 5, 2, 1).levels()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aWalkThatLeadsNowhereIsRefused() {
        assertThatThrownBy(() -> Walk.down(4, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Walk.repaint(0, 4, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        Sampler sampler = Samplers.create("ddim", schedule, 5, 0, SIZE);
        Denoiser none = (step, t, x, out) -> {};
        assertThatThrownBy(() -> new DenoisingLoop.Task(
                        sampler, none, SIZE, SIZE, new Start.Noise(), Walk.down(1, 5), Constraint.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Noise is added back as the forward process adds it: the sample has the variance of the level it went to. */
    @Test
    void aRiseIsTheForwardProcess() {
        Sampler sampler = Samplers.create("ddim", schedule, 10, 0, 40_000);
        float[] x = new float[40_000];
        float[] noise = new float[40_000];
        TorchRandom random = new TorchRandom(5);
        random.normal(noise);
        java.util.Arrays.fill(x, 1);
        sampler.rise(9, x, noise); // from the clean picture, which is 1 everywhere
        random.normal(noise);
        sampler.rise(8, x, noise);
        double mean = 0;
        double square = 0;
        for (float value : x) {
            mean += value / 40_000.0;
            square += value * value / 40_000.0;
        }
        double abar = schedule.abar(sampler.timestep(8));
        assertThat(mean).isCloseTo(Math.sqrt(abar), org.assertj.core.api.Assertions.within(0.02));
        assertThat(square - mean * mean).isCloseTo(1 - abar, org.assertj.core.api.Assertions.within(0.02));
    }

    /** The model is asked at the timestep of the level it stands on, however often the walk went up. */
    @Test
    void everySamplerArrivesWhereAnIdealDenoiserAims() {
        for (String name : Samplers.NAMES) {
            Sampler sampler = Samplers.create(name, schedule, 8, 0.5, SIZE);
            List<Integer> asked = new ArrayList<>();
            Denoiser ideal = (step, t, x, out) -> {
                asked.add(t);
                for (int k = 0; k < out.length; k++) {
                    out[k] = (float) Math.sin(k);
                }
            };
            Walk walk = Walk.repaint(0, 8, 2, 2);
            float[] x0 = run(new DenoisingLoop.Task(
                            sampler, ideal, SIZE, SIZE, new Start.Noise(), walk, Constraint.NONE))
                    .x0();
            assertThat(asked).hasSize(walk.steps());
            assertThat(asked.getLast()).isEqualTo(sampler.timestep(7));
            for (int k = 0; k < SIZE; k++) {
                assertThat((double) x0[k])
                        .as(name)
                        .isCloseTo(Math.sin(k), org.assertj.core.api.Assertions.within(1e-2));
            }
        }
    }

    /** Known values put into x0 and into the sample are in the picture; the rest is the model's. */
    @Test
    void aConstraintHasItsSayBetweenTheHalvesOfAStepAndAfterIt() {
        Sampler sampler = Samplers.create("ddim", schedule, 6, 0, SIZE);
        Denoiser ideal = (step, t, x, out) -> java.util.Arrays.fill(out, 0.25f);
        List<Integer> levels = new ArrayList<>();
        Constraint half = new Constraint() {
            @Override
            public void onOriginal(int step, float[] x0) {
                java.util.Arrays.fill(x0, 0, SIZE / 2, -0.5f);
            }

            @Override
            public void onSample(int level, float[] sample) {
                levels.add(level);
                if (level == 6) {
                    sample[SIZE - 1] = 0.75f;
                }
            }
        };
        float[] x0 = run(new DenoisingLoop.Task(sampler, ideal, SIZE, SIZE, new Start.Noise(), Walk.down(0, 6), half))
                .x0();
        assertThat(x0[0]).isEqualTo(-0.5f);
        assertThat(x0[SIZE - 2]).isEqualTo(0.25f);
        assertThat(x0[SIZE - 1]).isEqualTo(0.75f);
        assertThat(levels).containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** A loop that begins at a sample leaves it, and the stream, alone. */
    @Test
    void aLoopCanBeginAtASample() {
        float[] start = new float[SIZE];
        java.util.Arrays.fill(start, 0.5f);
        Denoiser ideal = (step, t, x, out) -> System.arraycopy(x, 0, out, 0, SIZE);
        TorchRandom stream = new TorchRandom(3);
        List<Integer> steps = new ArrayList<>();
        new DenoisingLoop(Runnable::run)
                .run(
                        new DenoisingLoop.Task(
                                Samplers.create("ddim", schedule, 6, 0, SIZE),
                                ideal,
                                SIZE,
                                SIZE,
                                new Start.At(4, start),
                                Walk.down(4, 6),
                                Constraint.NONE),
                        stream,
                        () -> false,
                        (step, all, nanos, x0) -> steps.add(all));
        assertThat(steps).containsExactly(2, 2);
        assertThat(start[0]).isEqualTo(0.5f);
        float[] next = new float[SIZE];
        float[] first = new float[SIZE];
        stream.normal(next);
        new TorchRandom(3).normal(first);
        assertThat(next).isEqualTo(first);
    }

    /** A single ancestral step goes all the way. */
    @Test
    void oneAncestralStepEndsAtThePicture() {
        Denoiser ideal = (step, t, x, out) -> java.util.Arrays.fill(out, 0.25f);
        float[] x0 = run(DenoisingLoop.Task.fromNoise(
                        Samplers.create("unclip", schedule, 1, 0, SIZE), ideal, SIZE, SIZE))
                .x0();
        for (float value : x0) {
            assertThat(value).isCloseTo(0.25f, org.assertj.core.api.Assertions.within(1e-3f));
        }
    }
}
