package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schedule may be, and that none gives a number that is none. */
class ScheduleConfigTest {

    private static Map<String, Object> config(Object... pairs) {
        Map<String, Object> config = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            config.put((String) pairs[i], pairs[i + 1]);
        }
        return config;
    }

    @ParameterizedTest
    @CsvSource({
        "steps_offset, -1",
        "steps_offset, 1000",
        "steps_offset, 0.5",
        "num_train_timesteps, 1",
        "num_train_timesteps, 1000.5",
        "beta_start, 0",
        "beta_end, 1",
        "clip_sample_range, 0",
        "clip_sample_range, 1e300",
        "sample_max_value, -1",
        "dynamic_thresholding_ratio, 1.5"
    })
    void numbersOutOfRangeAreNamed(String key, double value) {
        assertThatThrownBy(() -> ScheduleConfig.of(config("_class_name", "DDIMScheduler", key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_class_name",
                "beta_schedule",
                "prediction_type",
                "variance_type",
                "timestep_spacing",
                "clip_sample",
                "steps_offset",
                "trained_betas",
                "use_karras_sigmas",
                "algorithm_type",
                "lambda_min_clipped",
                "rescale_betas_zero_snr"
            })
    void whatThisEngineDoesNotKnowIsNamedAndNeverIgnored(String key) {
        Object unknown = key.equals("use_karras_sigmas") ? (Object) true : "mystery";
        assertThatThrownBy(() -> ScheduleConfig.of(config(key, unknown)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }

    @Test
    void noiseCannotBePredictedWhereThereIsNoSignal() {
        assertThatThrownBy(() -> ScheduleConfig.of(config(
                        "_class_name", "DDIMScheduler", "rescale_betas_zero_snr", true, "prediction_type", "epsilon")))
                .hasMessageContaining("rescale_betas_zero_snr");
    }

    /** float32 has no number between some of these levels: a sampler would divide by zero there. */
    @ParameterizedTest
    @CsvSource({"linear, 1e-9, 1e-9, 1000", "linear, 0.5, 0.9, 1000", "linear, 1e-4, 0.02, 100000"})
    void aScheduleThatBreaksDownIsRefused(String betas, double start, double end, int train) {
        ScheduleConfig config = ScheduleConfig.of(config(
                "_class_name",
                "DDIMScheduler",
                "beta_schedule",
                betas,
                "beta_start",
                start,
                "beta_end",
                end,
                "num_train_timesteps",
                train));
        assertThatThrownBy(() -> new NoiseSchedule(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("breaks down");
    }

    @Test
    void kandinskysThresholdWithoutLimitIsNoLimitOfOne() {
        Map<String, Object> config = config("_class_name", "DDPMScheduler", "thresholding", true);
        config.put("sample_max_value", null);
        assertThat(ScheduleConfig.of(config).sampleMaxValue()).isGreaterThan(1000);
    }

    /** Whatever is accepted gives numbers, at every step, from the loudest input to the last digit. */
    @ParameterizedTest
    @CsvSource({
        "UnCLIPScheduler, epsilon, unclip",
        "DDPMScheduler, epsilon, leading",
        "DDPMScheduler, sample, trailing",
        "DDIMScheduler, v_prediction, linspace",
        "PNDMScheduler, v_prediction, leading",
        "DPMSolverMultistepScheduler, epsilon, linspace"
    })
    void everySamplerOfAnAcceptedScheduleStaysFinite(String type, String prediction, String spacing) {
        for (boolean zero : new boolean[] {false, true}) {
            if (zero && prediction.equals("epsilon")) {
                continue;
            }
            NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(config(
                    "_class_name",
                    type,
                    "prediction_type",
                    prediction,
                    "timestep_spacing",
                    spacing,
                    "rescale_betas_zero_snr",
                    zero,
                    "steps_offset",
                    1)));
            for (String name : Samplers.NAMES) {
                for (int steps : new int[] {1, 2, 7, 100, 999, 1000}) {
                    if (Samplers.takes(name, schedule.config(), steps)) {
                        assertThat(finite(Samplers.create(name, schedule, steps, 1, 16)))
                                .as("%s, %d steps", name, steps)
                                .isTrue();
                    }
                }
            }
        }
    }

    private static boolean finite(Sampler sampler) {
        float[] x = new float[16];
        float[] out = new float[16];
        float[] noise = new float[16];
        TorchRandom random = new TorchRandom(4);
        random.normal(x);
        for (int i = 0; i < sampler.steps(); i++) {
            random.normal(noise);
            random.normal(out);
            sampler.step(i, out, x, noise);
            for (float value : x) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Test
    void leadingTakesOnlyWhatBeginsInNoise() {
        ScheduleConfig leading = ScheduleConfig.of(config("_class_name", "DDIMScheduler"));
        // 30 x 33 begins at 957; 334 x 2 at 666, 501 x 1 at 500, 9 x 111 at 888.
        assertThat(IntStream.of(30, 10, 333, 500, 1000).allMatch(n -> Samplers.takes("ddim", leading, n)))
                .isTrue();
        assertThat(IntStream.of(0, 1, 9, 334, 450, 501, 900, 1001).noneMatch(n -> Samplers.takes("ddim", leading, n)))
                .isTrue();
        for (int n = 1; n <= 1000; n++) {
            assertThat(Samplers.takes("ddim", leading, n))
                    .as("%d steps", n)
                    .isEqualTo(Timesteps.of(leading, n)[0] >= 900);
            assertThat(Samplers.takes("unclip", leading, n)).isTrue();
        }
    }

    @Test
    void anOffsetThatWouldVisitTheLastTimestepTwiceIsNotTaken() {
        ScheduleConfig offset = ScheduleConfig.of(config("_class_name", "DDIMScheduler", "steps_offset", 1));
        assertThat(Samplers.takes("ddim", offset, 1000)).isFalse();
        assertThat(Samplers.takes("ddim", offset, 500)).isTrue();
        assertThatThrownBy(() -> Samplers.create("dpmpp-2m", new NoiseSchedule(offset), 1000, 0, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void etaIsAShare(double eta) {
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(config()));
        assertThatThrownBy(() -> Samplers.create("ddim", schedule, 10, eta, 4)).hasMessageContaining("eta");
    }
}
