package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture inverted and denoised again is the picture, on every list of timesteps and for every prediction. */
class DdimInversionTest {
    private static final int SIZE = 4 * 3 * 8 * 8;

    private static NoiseSchedule schedule(String prediction, String spacing, int offset, boolean toOne) {
        return new NoiseSchedule(ScheduleConfig.of(Map.of(
                "_class_name",
                "DDIMScheduler",
                "beta_schedule",
                "scaled_linear",
                "beta_start",
                0.00085,
                "beta_end",
                0.012,
                "prediction_type",
                prediction,
                "timestep_spacing",
                spacing,
                "steps_offset",
                offset,
                "set_alpha_to_one",
                toOne,
                "clip_sample",
                false)));
    }

    /** The ideal denoiser of pictures whose values are normal with mean 0.3 cos(k) and deviation 0.5. */
    private static Denoiser ideal(NoiseSchedule schedule) {
        return (step, t, x, out) -> {
            double abar = schedule.abar(t);
            double a = Math.sqrt(abar);
            double s = Math.sqrt(1 - abar);
            for (int k = 0; k < x.length; k++) {
                double mean = 0.3 * Math.cos(k);
                double x0 = mean + 0.25 * a / (0.25 * abar + s * s) * (x[k] - a * mean);
                double eps = (x[k] - a * x0) / s;
                out[k] = (float)
                        switch (schedule.config().prediction()) {
                            case EPSILON -> eps;
                            case SAMPLE -> x0;
                            case V_PREDICTION -> a * eps - s * x0;
                        };
            }
        };
    }

    private static float[] picture() {
        float[] picture = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
            picture[k] = (float) (0.3 * Math.cos(k) + 0.5 * Math.sin(0.37 * k));
        }
        return picture;
    }

    private static float[] down(Sampler sampler, Denoiser denoiser, float[] from) {
        float[] x = from.clone();
        float[] out = new float[SIZE];
        for (int i = 0; i < sampler.steps(); i++) {
            denoiser.predict(i, sampler.timestep(i), x, out);
            sampler.step(i, out, x, null);
        }
        return x;
    }

    /** Peak signal to noise of two pictures in [-1, 1]. */
    private static double decibels(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return 10 * Math.log10(4 * a.length / Math.max(sum, 1e-20));
    }

    @ParameterizedTest
    @CsvSource({
        "epsilon, leading, 1, false",
        "epsilon, trailing, 0, true",
        "epsilon, linspace, 0, true",
        "sample, leading, 0, true",
        "sample, trailing, 0, true",
        "sample, unclip, 0, true",
        "v_prediction, leading, 1, false",
        "v_prediction, linspace, 0, true"
    })
    void theRoundTripFindsThePictureAgain(String prediction, String spacing, int offset, boolean toOne) {
        NoiseSchedule schedule = schedule(prediction, spacing, offset, toOne);
        Denoiser denoiser = ideal(schedule);
        DdimInversion inversion = new DdimInversion(schedule, 30, SIZE, 30);
        Trajectory trajectory = inversion.run(denoiser, SIZE, picture(), () -> false);
        assertThat(decibels(down(inversion.sampler(), denoiser, trajectory.at(0)), picture()))
                .isGreaterThan(60);
        assertThat(trajectory.at(30)).isEqualTo(picture());
    }

    /** Every level of the trajectory, not only its ends, lies on the sampler's way down. */
    @Test
    void theTrajectoryIsTheSamplersOwn() {
        NoiseSchedule schedule = schedule("epsilon", "trailing", 0, true);
        Denoiser denoiser = ideal(schedule);
        DdimInversion inversion = new DdimInversion(schedule, 12, SIZE, 40);
        Trajectory trajectory = inversion.run(denoiser, SIZE, picture(), () -> false);
        Sampler sampler = inversion.sampler();
        float[] out = new float[SIZE];
        for (int i = 0; i < 12; i++) {
            float[] x = trajectory.at(i);
            denoiser.predict(i, sampler.timestep(i), x, out);
            sampler.step(i, out, x, null);
            assertThat(decibels(x, trajectory.at(i + 1))).as("step %d", i).isGreaterThan(80);
        }
    }

    @Test
    void anAnchoredRunUnderTheSourcesConditionsIsThePictureBitForBit() {
        NoiseSchedule schedule = schedule("sample", "leading", 0, true);
        Denoiser source = ideal(schedule);
        // Stronger than what was inverted, as guidance makes it: without the anchor it goes elsewhere.
        Denoiser guided = (step, t, x, out) -> {
            source.predict(step, t, x, out);
            for (int k = 0; k < out.length; k++) {
                out[k] = 1.3f * out[k] + 0.1f;
            }
        };
        DdimInversion inversion = new DdimInversion(schedule, 30, SIZE, 0);
        Trajectory trajectory = inversion.run(source, SIZE, picture(), () -> false);
        Anchor anchor = Anchor.of(trajectory, inversion.sampler(), guided, SIZE, () -> false);

        assertThat(decibels(down(inversion.sampler(), guided, trajectory.at(0)), picture()))
                .isLessThan(20);
        for (int level : new int[] {0, 11, 29}) {
            DenoisingLoop.Task task = new DenoisingLoop.Task(
                    inversion.sampler(), guided, SIZE, SIZE, trajectory.from(level), Walk.down(level, 30), anchor);
            assertThat(new DenoisingLoop(Runnable::run)
                            .run(task, new TorchRandom(1), () -> false, (step, steps, nanos, x0) -> {})
                            .x0())
                    .isEqualTo(picture());
        }
    }

    @Test
    void underOtherConditionsTheAnchoredRunGoesTheirWay() {
        NoiseSchedule schedule = schedule("sample", "leading", 0, true);
        Denoiser source = ideal(schedule);
        Denoiser other = (step, t, x, out) -> {
            source.predict(step, t, x, out);
            for (int k = 0; k < out.length; k++) {
                out[k] += 0.2f;
            }
        };
        DdimInversion inversion = new DdimInversion(schedule, 30, SIZE, 1);
        Trajectory trajectory = inversion.run(source, SIZE, picture(), () -> false);
        Anchor anchor = Anchor.of(trajectory, inversion.sampler(), source, SIZE, () -> false);
        float[] edited = new DenoisingLoop(Runnable::run)
                .run(
                        new DenoisingLoop.Task(
                                inversion.sampler(), other, SIZE, SIZE, trajectory.from(0), Walk.down(0, 30), anchor),
                        new TorchRandom(1),
                        () -> false,
                        (step, steps, nanos, x0) -> {})
                .x0();
        double shift = 0;
        for (int k = 0; k < SIZE; k++) {
            shift += (edited[k] - picture()[k]) / SIZE;
        }
        assertThat(shift).isGreaterThan(0.15);
    }

    @Test
    void aCorrectionThatMakesItWorseIsTakenBack() {
        NoiseSchedule schedule = schedule("epsilon", "leading", 1, false);
        // So steep that the iteration runs away.
        Denoiser wild = (step, t, x, out) -> {
            for (int k = 0; k < x.length; k++) {
                out[k] = 40 * (float) Math.sin(40 * x[k]);
            }
        };
        Trajectory trajectory = new DdimInversion(schedule, 20, SIZE, 50).run(wild, SIZE, picture(), () -> false);
        for (float value : trajectory.at(0)) {
            assertThat(value).isFinite();
        }
    }

    @Test
    void cancelEndsItBetweenTwoCalls() {
        AtomicInteger calls = new AtomicInteger();
        NoiseSchedule schedule = schedule("epsilon", "leading", 1, false);
        Denoiser counting = (step, t, x, out) -> calls.incrementAndGet();
        assertThatThrownBy(() ->
                        new DdimInversion(schedule, 20, SIZE, 2).run(counting, SIZE, picture(), () -> calls.get() == 7))
                .isInstanceOf(DenoisingLoop.Stopped.class);
        assertThat(calls).hasValue(7);
    }

    @Test
    void aModelThatGivesNoNumbersIsAnErrorAndNoPicture() {
        NoiseSchedule schedule = schedule("epsilon", "leading", 1, false);
        Denoiser broken = (step, t, x, out) -> java.util.Arrays.fill(out, Float.NaN);
        assertThatThrownBy(() -> new DdimInversion(schedule, 20, SIZE, 1).run(broken, SIZE, picture(), () -> false))
                .isInstanceOf(ArithmeticException.class);
    }
}
