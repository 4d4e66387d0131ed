package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every number of scheduler_runs.json, by diffusers (see its README): class defaults, rescaled betas, whole runs. */
class SchedulerReferenceTest {
    private static final int SIZE = 24;
    private static final JsonNode REFERENCE = read();

    private static JsonNode read() {
        try (InputStream in = SchedulerReferenceTest.class.getResourceAsStream("/reference/scheduler_runs.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Arguments> defaults() {
        return REFERENCE.path("defaults").properties().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("defaults")
    void whatAConfigurationLeavesOutIsItsClasssDefault(String name, JsonNode expected) {
        ScheduleConfig config = ScheduleConfig.of(Map.of("_class_name", name));
        assertThat(config.betaSchedule())
                .isEqualTo(expected.path("beta_schedule").stringValue());
        assertThat(config.clipSample())
                .as("a class that knows no clipping does not clip")
                .isEqualTo(expected.path("clip_sample").asBoolean(false));
        assertThat(config.clipSampleRange())
                .isEqualTo(expected.path("clip_sample_range").asDouble(1));
        assertThat(config.thresholding())
                .isEqualTo(expected.path("thresholding").asBoolean(false));
        assertThat(config.thresholdingRatio())
                .isEqualTo(expected.path("dynamic_thresholding_ratio").asDouble(0.995));
        assertThat(config.stepsOffset()).isEqualTo(expected.path("steps_offset").asInt(0));
        assertThat(config.prediction().name().toLowerCase(Locale.ROOT))
                .isEqualTo(expected.path("prediction_type").stringValue());
        if (expected.path("timestep_spacing").isString()) {
            assertThat(config.spacing().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(expected.path("timestep_spacing").stringValue());
        }
        if (expected.path("variance_type").isString()) {
            assertThat(config.variance().name().toLowerCase(Locale.ROOT))
                    .isEqualTo(expected.path("variance_type").stringValue());
        }
        if (expected.has("set_alpha_to_one")) {
            assertThat(config.setAlphaToOne())
                    .isEqualTo(expected.path("set_alpha_to_one").asBoolean());
        }
    }

    static Stream<Arguments> rescaled() {
        return REFERENCE.path("rescaled").properties().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rescaled")
    void betasAreRescaledToAZeroTerminalSnr(String name, JsonNode c) {
        Map<String, Object> config = plain(c.path("config"));
        config.put("_class_name", "DDIMScheduler");
        config.put("rescale_betas_zero_snr", true);
        config.put("prediction_type", "v_prediction");
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(config));
        c.path("alphas_cumprod").properties().forEach(e -> {
            double expected = e.getValue().asDouble();
            // The rescaled values are small differences near the end; both sides are float32.
            assertThat((double) schedule.abar(Integer.parseInt(e.getKey())))
                    .as("timestep " + e.getKey())
                    .isCloseTo(expected, within(2e-4 * expected));
        });
    }

    static Stream<Arguments> runs() {
        return StreamSupport.stream(REFERENCE.path("runs").spliterator(), false)
                .map(c -> Arguments.of(c.path("name").stringValue(), c));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void aRunIsDiffusersRun(String name, JsonNode c) {
        Map<String, Object> config = plain(c.path("config"));
        config.put("_class_name", c.path("class").stringValue());
        config.putAll(plain(c.path("keywords")));
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(config));
        String sampler = name.startsWith("dpm ") ? "dpmpp-2m" : name.substring(0, name.indexOf(' '));
        Sampler run = Samplers.create(sampler, schedule, c.path("N").asInt(), 0, SIZE);
        float[] x = new float[SIZE];
        float[] noise = new float[SIZE];
        float[] out = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
            x[k] = (float) (1.3 * Math.sin(0.1 * k));
            noise[k] = (float) Math.sin(0.7 * k + 1);
        }
        for (int i = 0; i < run.steps(); i++) {
            assertThat(run.timestep(i)).isEqualTo(c.path("timesteps").path(i).asInt());
            float time = 0.1f * (float) Math.sin(run.timestep(i) / 100.0);
            for (int k = 0; k < SIZE; k++) {
                out[k] = 0.5f * x[k] + time;
            }
            run.step(i, out, x, noise);
            for (int k = 0; k < SIZE; k++) {
                double expected = c.path("samples").path(i).path(k).asDouble();
                assertThat((double) x[k])
                        .as("step %d element %d", i, k)
                        .isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
                x[k] = (float) expected; // so that each step is judged alone
            }
        }
        assertThat(run.steps()).isEqualTo(c.path("timesteps").size());
    }

    private static Map<String, Object> plain(JsonNode object) {
        Map<String, Object> values = new HashMap<>();
        object.properties().forEach(e -> {
            JsonNode node = e.getValue();
            Object value = node.isBoolean()
                    ? (Object) node.booleanValue()
                    : node.isNumber() ? (Object) node.doubleValue() : node.stringValue();
            values.put(e.getKey(), value);
        });
        return values;
    }
}
