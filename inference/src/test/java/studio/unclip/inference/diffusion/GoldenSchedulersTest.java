package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every number of golden_schedulers.json whose sampler is here (computed with diffusers and torch; see its README). */
class GoldenSchedulersTest {
    private static final int SIZE = 24;
    private static final Set<String> NOT_HERE = Set.of("loop/pndm_plms_v");
    private static final JsonNode GOLDEN = read();

    private static JsonNode read() {
        try (InputStream in = GoldenSchedulersTest.class.getResourceAsStream("/reference/golden_schedulers.json")) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Arguments> steps() {
        return steps(false);
    }

    static Stream<Arguments> inverseSteps() {
        return steps(true);
    }

    private static Stream<Arguments> steps(boolean inverse) {
        List<Arguments> all = new ArrayList<>();
        for (JsonNode c : GOLDEN.path("cases")) {
            if (c.has("step_index") && inverse == c.path("name").stringValue().startsWith("ddim_inverse/")) {
                all.add(Arguments.of(
                        c.path("name").stringValue() + " step "
                                + c.path("step_index").asInt(),
                        c));
            }
        }
        return all.stream();
    }

    static Stream<Arguments> loops() {
        List<Arguments> all = new ArrayList<>();
        for (JsonNode c : GOLDEN.path("cases")) {
            if (!c.has("step_index") && !NOT_HERE.contains(c.path("name").stringValue())) {
                all.add(Arguments.of(c.path("name").stringValue(), c));
            }
        }
        return all.stream();
    }

    @Test
    void everyCaseIsRunButTheSamplerThatIsNotHere() {
        assertThat(steps().count() + inverseSteps().count() + loops().count() + NOT_HERE.size())
                .isEqualTo(GOLDEN.path("cases").size());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("steps")
    void aStepIsDiffusersStep(String name, JsonNode c) {
        String scheduler = name.substring(0, name.indexOf('/'));
        NoiseSchedule schedule = new NoiseSchedule(config(scheduler, c.path("config")));
        int n = c.path("N").asInt();
        Sampler sampler = switch (scheduler) {
            case "unclip" -> Samplers.create("unclip", schedule, n, 0, SIZE);
            case "ddpm" -> Samplers.create("ddpm", schedule, n, 0, SIZE);
            case "ddim" ->
                Samplers.create(
                        "ddim", schedule, n, c.path("config").path("eta").asDouble(0), SIZE);
            default -> throw new AssertionError(scheduler);
        };
        int i = c.path("step_index").asInt();
        assertThat(timesteps(sampler)).containsExactly(ints(c.path("timesteps")));
        assertThat(sampler.timestep(i)).isEqualTo(c.path("t").asInt());

        boolean learned = schedule.config().variance() == ScheduleConfig.Variance.LEARNED_RANGE;
        float[] sample = formula(k -> 1.3f * (float) Math.sin(0.1 * k));
        float[] output = new float[learned ? 2 * SIZE : SIZE];
        float[] noise = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
            output[k] = (float) Math.cos(0.13 * k + 0.2);
            noise[k] = (float) Math.sin(0.7 * k + 1.0);
            if (learned) {
                output[SIZE + k] = 0.9f * (float) Math.sin(0.3 * k);
            }
        }
        sampler.step(i, output, sample, noise);

        boolean firstOfCosineEpsilon =
                c.path("t").asInt() == 999 && schedule.config().prediction() == ScheduleConfig.Prediction.EPSILON;
        double tolerance = firstOfCosineEpsilon ? 1e-3 : 2e-6;
        close(sample, c.path("prev_sample"), tolerance);
        if (!c.path("pred_x0").isNull() && c.path("pred_x0").size() == SIZE) {
            close(sampler.predictedOriginal(), c.path("pred_x0"), tolerance);
        }
    }

    /** The guess an inversion begins each step with is diffusers' inverse scheduler's step, which starts at abar = 1. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("inverseSteps")
    void aGuessOfTheInversionIsDiffusersInverseStep(String name, JsonNode c) {
        Map<String, Object> config = configured("ddim_inverse", c.path("config"));
        config.put("set_alpha_to_one", true);
        DdimInversion inversion = new DdimInversion(
                new NoiseSchedule(ScheduleConfig.of(config)), c.path("N").asInt(), SIZE, 0);
        int[] rising = ints(c.path("timesteps"));
        int i = rising.length - 1 - c.path("step_index").asInt();
        int[] falling = timesteps(inversion.sampler());
        for (int k = 0; k < rising.length; k++) {
            assertThat(falling[k]).isEqualTo(rising[rising.length - 1 - k]);
        }
        float[] sample = formula(k -> 1.3f * (float) Math.sin(0.1 * k));
        float[] x0 = inversion.guess(i, formula(k -> (float) Math.cos(0.13 * k + 0.2)), sample);
        close(sample, c.path("prev_sample"), 2e-6);
        if (c.path("pred_x0").size() == SIZE) {
            close(x0, c.path("pred_x0"), 2e-6);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("loops")
    void aWholeLoopIsDiffusersLoop(String name, JsonNode c) {
        Map<String, Object> config = new HashMap<>();
        boolean v = name.contains("_v");
        config.put("_class_name", "DPMSolverMultistepScheduler");
        config.put("beta_schedule", v ? "scaled_linear" : "linear");
        config.put("beta_start", 0.00085);
        config.put("beta_end", 0.012);
        config.put("prediction_type", v ? "v_prediction" : "epsilon");
        config.put("clip_sample", false);
        config.put("timestep_spacing", "linspace");
        NoiseSchedule schedule = new NoiseSchedule(ScheduleConfig.of(config));
        int n = c.path("N").asInt();
        Sampler sampler = Samplers.create("dpmpp-2m", schedule, n, 0, SIZE);
        assertThat(timesteps(sampler)).containsExactly(ints(c.path("timesteps")));
        float[] sample = formula(k -> 1.3f * (float) Math.sin(0.1 * k));
        float[] output = new float[SIZE];
        for (int i = 0; i < n; i++) {
            float time = 0.1f * (float) Math.sin(sampler.timestep(i) / 100.0);
            for (int k = 0; k < SIZE; k++) {
                output[k] = 0.5f * sample[k] + time;
            }
            sampler.step(i, output, sample, null);
            JsonNode expected = c.path("first6_after_each_step").path(i);
            for (int k = 0; k < expected.size(); k++) {
                double value = expected.path(k).asDouble();
                assertThat((double) sample[k])
                        .as("step %d element %d", i, k)
                        .isCloseTo(value, within(1e-5 * Math.max(1, Math.abs(value))));
            }
        }
    }

    @Test
    void tablesAreDiffusersTables() {
        NoiseSchedule cosine = new NoiseSchedule(config("unclip", null));
        GOLDEN.path("tables")
                .path("squaredcos_betas_f32")
                .properties()
                .forEach(e -> assertThat(cosine.beta(Integer.parseInt(e.getKey())))
                        .isEqualTo((float) e.getValue().asDouble()));
        table(cosine, "squaredcos_alphas_cumprod_f32");
        table(new NoiseSchedule(betas("linear")), "linear_00085_012_alphas_cumprod_f32");
        table(new NoiseSchedule(betas("scaled_linear")), "scaled_linear_alphas_cumprod_f32");
    }

    private static void table(NoiseSchedule schedule, String name) {
        GOLDEN.path("tables").path(name).properties().forEach(e -> {
            double expected = e.getValue().asDouble();
            assertThat((double) schedule.abar(Integer.parseInt(e.getKey())))
                    .as(name + " " + e.getKey())
                    .isCloseTo(expected, within(2e-6 * expected));
        });
    }

    @Test
    void noiseIsPyTorchsNoise() {
        random("torch_cpu_randn_seed0_n6", 0);
        random("torch_cpu_randn_seed0_n16", 0);
        random("torch_cpu_randn_seed42_n20", 42);
        MersenneTwister bits = new MersenneTwister(0);
        for (JsonNode expected : GOLDEN.path("rng").path("mt19937_seed0_first4_uint32")) {
            assertThat(bits.next32() & 0xFFFF_FFFFL).isEqualTo(expected.asLong());
        }
    }

    private static void random(String name, long seed) {
        JsonNode expected = GOLDEN.path("rng").path(name);
        float[] values = new float[expected.size()];
        new TorchRandom(seed).normal(values);
        for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i])
                    .as(name + " " + i)
                    .isCloseTo(expected.path(i).asDouble(), within(5e-7));
        }
    }

    private static ScheduleConfig betas(String schedule) {
        return ScheduleConfig.of(Map.of(
                "_class_name", "DDIMScheduler", "beta_schedule", schedule, "beta_start", 0.00085, "beta_end", 0.012));
    }

    private static ScheduleConfig config(String scheduler, JsonNode given) {
        return ScheduleConfig.of(configured(scheduler, given));
    }

    private static Map<String, Object> configured(String scheduler, JsonNode given) {
        Map<String, Object> config = new HashMap<>();
        config.put(
                "_class_name",
                switch (scheduler) {
                    case "unclip" -> "UnCLIPScheduler";
                    case "ddpm" -> "DDPMScheduler";
                    default -> "DDIMScheduler";
                });
        if (given != null) {
            given.properties().forEach(e -> config.put(e.getKey(), plain(e.getValue())));
        }
        return config;
    }

    private static Object plain(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? (Object) node.doubleValue() : node.stringValue();
    }

    private interface Formula {
        float at(int k);
    }

    private static float[] formula(Formula f) {
        float[] values = new float[SIZE];
        for (int k = 0; k < SIZE; k++) {
            values[k] = f.at(k);
        }
        return values;
    }

    private static void close(float[] actual, JsonNode expected, double tolerance) {
        for (int k = 0; k < actual.length; k++) {
            double value = expected.path(k).asDouble();
            assertThat((double) actual[k])
                    .as("element %d", k)
                    .isCloseTo(value, within(tolerance * Math.max(1, Math.abs(value))));
        }
    }

    private static int[] timesteps(Sampler sampler) {
        int[] t = new int[sampler.steps()];
        for (int i = 0; i < t.length; i++) {
            t[i] = sampler.timestep(i);
        }
        return t;
    }

    private static int[] ints(JsonNode array) {
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.path(i).asInt();
        }
        return values;
    }
}
