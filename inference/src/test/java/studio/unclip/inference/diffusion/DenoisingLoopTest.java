package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DenoisingLoopTest {
    private static final int SIZE = 4 * 3 * 8 * 8;

    private final ExecutorService noise = Executors.newSingleThreadExecutor();
    private final DenoisingLoop loop = new DenoisingLoop(noise);
    private final NoiseSchedule schedule = new NoiseSchedule(
            ScheduleConfig.of(Map.of("_class_name", "UnCLIPScheduler", "prediction_type", "epsilon")));

    @AfterEach
    void stop() {
        noise.shutdownNow();
    }

    private static DenoisingLoop.Task task(Sampler sampler, Denoiser denoiser) {
        return DenoisingLoop.Task.fromNoise(sampler, denoiser, SIZE, SIZE);
    }

    private DenoisingLoop.Outcome run(Sampler sampler, Denoiser denoiser, TorchRandom stream) {
        return loop.run(task(sampler, denoiser), stream, () -> false, (step, steps, nanos, x0) -> {});
    }

    private static final Denoiser TOY = (step, t, x, out) -> {
        for (int i = 0; i < x.length; i++) {
            out[i] = 0.5f * x[i] + 0.001f * t;
        }
    };

    @Test
    void noiseDrawnAheadIsTheNoiseDrawnInPlace() {
        float[] ahead = run(Samplers.create("unclip", schedule, 9, 0, SIZE), TOY, new TorchRandom(3))
                .x0();

        TorchRandom stream = new TorchRandom(3);
        Sampler sampler = Samplers.create("unclip", schedule, 9, 0, SIZE);
        float[] x = new float[SIZE];
        float[] fresh = new float[SIZE];
        float[] out = new float[SIZE];
        stream.normal(x);
        for (int i = 0; i < sampler.steps(); i++) {
            TOY.predict(i, sampler.timestep(i), x, out);
            if (sampler.needsNoise(i)) {
                stream.normal(fresh);
            }
            sampler.step(i, out, x, fresh);
        }
        assertThat(ahead).isEqualTo(x);
    }

    @Test
    void aDeterministicSamplerReadsOnlyTheStartingNoise() {
        TorchRandom used = new TorchRandom(8);
        run(Samplers.create("ddim", schedule, 5, 0, SIZE), TOY, used);
        TorchRandom fresh = new TorchRandom(8);
        fresh.normal(new float[SIZE]);
        float[] next = new float[16];
        float[] expected = new float[16];
        used.normal(next);
        fresh.normal(expected);
        assertThat(next).isEqualTo(expected);
    }

    /** x_T begun before the run, and the noise of every step after it: the same numbers. */
    @Test
    void noiseThatWasBegunBeforeTheRunIsTheSame() {
        float[] inTime = run(Samplers.create("unclip", schedule, 9, 0, SIZE), TOY, new TorchRandom(3))
                .x0();
        List<Runnable> asked = new ArrayList<>();
        DenoisingLoop early = new DenoisingLoop(asked::add);
        NoiseAhead begun = early.ahead(new TorchRandom(3), SIZE).begin();
        assertThat(asked).as("asked for before there is a run").hasSize(1);
        asked.getFirst().run();

        DenoisingLoop.Outcome outcome = new DenoisingLoop(Runnable::run)
                .run(
                        task(Samplers.create("ddim", schedule, 9, 0, SIZE), TOY),
                        begun,
                        () -> false,
                        (step, steps, nanos, x0) -> {});
        assertThat(asked).as("one tensor is all that this sampler reads").hasSize(1);
        assertThat(outcome.x0())
                .isEqualTo(run(Samplers.create("ddim", schedule, 9, 0, SIZE), TOY, new TorchRandom(3))
                        .x0());

        assertThat(loop.run(
                                task(Samplers.create("unclip", schedule, 9, 0, SIZE), TOY),
                                loop.ahead(new TorchRandom(3), SIZE).begin(),
                                () -> false,
                                (step, steps, nanos, x0) -> {})
                        .x0())
                .isEqualTo(inTime);
    }

    @Test
    void noiseOfAnotherSizeOrForALoopThatReadsNoneIsRefused() {
        Sampler sampler = Samplers.create("ddim", schedule, 5, 0, SIZE);
        assertThatThrownBy(() -> loop.run(
                        task(sampler, TOY),
                        loop.ahead(new TorchRandom(1), SIZE / 2).begin(),
                        () -> false,
                        (step, steps, nanos, x0) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> loop.run(
                        task(sampler, TOY).from(new Start.At(2, new float[SIZE])),
                        loop.ahead(new TorchRandom(1), SIZE).begin(),
                        () -> false,
                        (step, steps, nanos, x0) -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancelStopsBetweenTwoSteps() {
        AtomicInteger calls = new AtomicInteger();
        Denoiser counting = (step, t, x, out) -> calls.incrementAndGet();
        assertThatThrownBy(() -> loop.run(
                        task(Samplers.create("ddim", schedule, 20, 0, SIZE), counting),
                        new TorchRandom(1),
                        () -> calls.get() == 3,
                        (step, steps, nanos, x0) -> {}))
                .isInstanceOf(DenoisingLoop.Stopped.class);
        assertThat(calls).hasValue(3);
    }

    @Test
    void theWatcherSeesEveryStepInOrder() {
        List<Integer> seen = new ArrayList<>();
        loop.run(
                task(Samplers.create("dpmpp-2m", schedule, 6, 0, SIZE), TOY),
                new TorchRandom(1),
                () -> false,
                (step, steps, nanos, x0) -> {
                    assertThat(steps).isEqualTo(6);
                    assertThat(x0).hasSize(SIZE);
                    seen.add(step);
                });
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6);
    }

    /** An ideal denoiser knows the clean picture: every sampler must then arrive at it. */
    @Test
    void everySamplerFindsThePictureAnIdealDenoiserKnows() {
        NoiseSchedule clean = new NoiseSchedule(
                ScheduleConfig.of(Map.of("_class_name", "UnCLIPScheduler", "prediction_type", "sample")));
        float[] picture = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            picture[i] = (float) Math.sin(i);
        }
        Denoiser ideal = (step, t, x, out) -> System.arraycopy(picture, 0, out, 0, SIZE);
        for (String name : Samplers.NAMES) {
            float[] x0 = run(Samplers.create(name, clean, 20, 0.5, SIZE), ideal, new TorchRandom(5))
                    .x0();
            for (int i = 0; i < SIZE; i++) {
                assertThat((double) x0[i]).as(name).isCloseTo(picture[i], within(1e-2));
            }
        }
    }

    @Test
    void oneStepIsAllowed() {
        assertThat(Timesteps.of(schedule.config(), 1)).containsExactly(999);
        assertThatThrownBy(() -> Timesteps.of(schedule.config(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Timesteps.of(schedule.config(), 1001)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A large stage's first noise takes a quarter of a second and more; here it never comes. */
    @Test
    @Timeout(60)
    void aCancelIsSeenWhileNoiseIsBeingDrawn() {
        AtomicInteger looks = new AtomicInteger();
        DenoisingLoop waiting = new DenoisingLoop(task -> {});
        Sampler sampler = Samplers.create("unclip", schedule, 9, 0, SIZE);
        assertThatThrownBy(() -> waiting.run(
                        DenoisingLoop.Task.fromNoise(sampler, TOY, SIZE, SIZE),
                        new TorchRandom(3),
                        () -> looks.incrementAndGet() > 1,
                        (step, steps, nanos, x0) -> {}))
                .isInstanceOf(DenoisingLoop.Stopped.class);
    }
}
