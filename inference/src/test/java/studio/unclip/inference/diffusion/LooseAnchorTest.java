package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A picture followed on the forward process: it comes back to the bit, and lets go where others take its place. */
class LooseAnchorTest {
    private static final int SIDE = 8;
    private static final int SIZE = 3 * SIDE * SIDE;

    private static NoiseSchedule schedule(String spacing) {
        return new NoiseSchedule(ScheduleConfig.of(Map.of(
                "_class_name",
                "UnCLIPScheduler",
                "beta_schedule",
                "squaredcos_cap_v2",
                "prediction_type",
                "sample",
                "timestep_spacing",
                spacing)));
    }

    /** A model that has seen one picture and half believes what it is shown. */
    private static Denoiser believing(float[] picture) {
        return (step, t, x, out) -> {
            for (int k = 0; k < x.length; k++) {
                out[k] = 0.5f * picture[k] + 0.5f * Math.clamp(x[k], -1f, 1f);
            }
        };
    }

    private static float[] picture(double phase) {
        float[] picture = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
            picture[k] = (float) (0.8 * Math.sin(0.37 * k + phase));
        }
        return picture;
    }

    private static float[] noise(long seed) {
        float[] noise = new float[SIZE];
        new TorchRandom(seed).normal(noise);
        return noise;
    }

    private static Sampler sampler(NoiseSchedule schedule) {
        return Samplers.create("ddim", schedule, 10, 0, SIZE);
    }

    private static float[] run(NoiseSchedule schedule, Trajectory trajectory, Denoiser model, Constraint constraint) {
        Sampler sampler = sampler(schedule);
        DenoisingLoop.Task task = DenoisingLoop.Task.fromNoise(sampler, model, SIZE, SIZE)
                .from(trajectory.from(0))
                .agreeing(constraint);
        return new DenoisingLoop(Runnable::run)
                .run(task, new TorchRandom(1), () -> false, (step, steps, nanos, x0) -> {})
                .x0();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trailing", "leading"})
    void underItsOwnConditionsThePictureComesBackToTheBit(String spacing) {
        NoiseSchedule schedule = schedule(spacing);
        Denoiser model = believing(picture(1));
        Trajectory trajectory = Trajectory.noised(sampler(schedule), picture(0), noise(3));
        Anchor anchor = Anchor.of(trajectory, sampler(schedule), model, SIZE, () -> false);
        assertThat(run(schedule, trajectory, model, anchor.loosening(1, SIDE))).isEqualTo(picture(0));
    }

    @Test
    void whereAnotherPictureComesNothingOfTheFirstIsAdded() {
        NoiseSchedule schedule = schedule("trailing");
        Trajectory trajectory = Trajectory.noised(sampler(schedule), picture(0), noise(3));
        Anchor anchor = Anchor.of(trajectory, sampler(schedule), believing(picture(0)), SIZE, () -> false);
        float[] other = picture(0);
        for (int k = 0; k < SIZE; k++) {
            other[k] = -other[k];
        }
        float[] free = run(schedule, trajectory, believing(other), Constraint.NONE);
        float[] far = new float[SIZE];
        Arrays.fill(far, 5);
        Constraint loose = anchor.loosening(1, SIDE);
        loose.onOriginal(4, far);
        float[] sample = free.clone();
        loose.onSample(5, sample);
        assertThat(sample).isEqualTo(free);
    }

    @Test
    void outsideAMaskTheTrajectoryIsHeldToItsEnd() {
        NoiseSchedule schedule = schedule("trailing");
        Trajectory trajectory = Trajectory.noised(sampler(schedule), picture(0), noise(3));
        float[] free = new float[SIDE * SIDE];
        Arrays.fill(free, 0, SIDE * SIDE / 2, 1);
        float[] made = run(schedule, trajectory, believing(picture(2)), trajectory.holding(free));
        for (int k = 0; k < SIZE; k++) {
            if (free[k % free.length] == 0) {
                assertThat(made[k]).isEqualTo(picture(0)[k]);
            }
        }
        assertThat(made).isNotEqualTo(picture(0));
    }
}
