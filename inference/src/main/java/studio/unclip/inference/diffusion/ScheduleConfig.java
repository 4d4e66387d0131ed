package studio.unclip.inference.diffusion;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A noise schedule's configuration, as diffusers' {@code scheduler_config.json} holds it.
 *
 * @param betaSchedule {@code squaredcos_cap_v2}, {@code linear} or {@code scaled_linear}
 * @param betaStart first beta (not for the cosine)
 * @param betaEnd last beta (not for the cosine)
 * @param trainTimesteps T
 * @param prediction what the model's output means
 * @param variance where an ancestral step takes its variance from
 * @param clipSample clamp x_0 to plus or minus {@code clipSampleRange}
 * @param clipSampleRange see above
 * @param thresholding dynamic thresholding of x_0 (takes precedence over the clamp)
 * @param thresholdingRatio its quantile
 * @param sampleMaxValue largest threshold
 * @param spacing how timesteps are chosen
 * @param stepsOffset added to "leading" timesteps
 * @param setAlphaToOne the last DDIM step goes to abar = 1 rather than abar_0
 * @param clippedModelOutput DDIM re-derives the noise from the clipped x_0 (GLIDE, OpenAI)
 */
public record ScheduleConfig(
        String betaSchedule,
        double betaStart,
        double betaEnd,
        int trainTimesteps,
        Prediction prediction,
        Variance variance,
        boolean clipSample,
        double clipSampleRange,
        boolean thresholding,
        double thresholdingRatio,
        double sampleMaxValue,
        Spacing spacing,
        int stepsOffset,
        boolean setAlphaToOne,
        boolean clippedModelOutput) {

    /** What the model's output means. */
    public enum Prediction {
        EPSILON,
        SAMPLE,
        V_PREDICTION
    }

    /** Where an ancestral step's variance comes from. */
    public enum Variance {
        FIXED_SMALL,
        FIXED_SMALL_LOG,
        LEARNED_RANGE
    }

    /** How N timesteps are chosen from T (specification 4.2). */
    public enum Spacing {
        /** rint(k (T-1) / (N-1)): the UnCLIP scheduler's. */
        UNCLIP,
        LEADING,
        LINSPACE,
        TRAILING
    }

    private static final Set<String> BETA_SCHEDULES = Set.of("squaredcos_cap_v2", "linear", "scaled_linear");

    public ScheduleConfig {
        if (!BETA_SCHEDULES.contains(betaSchedule)) {
            throw new IllegalArgumentException("unknown beta_schedule: " + betaSchedule);
        }
        if (trainTimesteps < 2 || trainTimesteps > 100_000) {
            throw new IllegalArgumentException("num_train_timesteps must be 2 to 100000, is " + trainTimesteps);
        }
        if (!(betaStart >= 0 && betaStart < 1 && betaEnd >= betaStart && betaEnd < 1)) {
            throw new IllegalArgumentException("betas must rise within 0 to 1: " + betaStart + " to " + betaEnd);
        }
        if (!(clipSampleRange > 0) || !(sampleMaxValue > 0) || !(thresholdingRatio > 0 && thresholdingRatio <= 1)) {
            throw new IllegalArgumentException(
                    "clip_sample_range, sample_max_value and dynamic_thresholding_ratio must be positive");
        }
    }

    /**
     * Reads the verbatim configuration; what a sampler does not use is ignored, missing values are diffusers' defaults
     * of the named class.
     *
     * @throws IllegalArgumentException naming a value this engine does not know
     */
    public static ScheduleConfig of(Map<String, ?> config) {
        String name = String.valueOf(value(config, "_class_name", "UnCLIPScheduler"));
        boolean unclip = name.startsWith("UnCLIP");
        boolean ddim = name.startsWith("DDIM");
        Object spacing = value(config, "timestep_spacing", unclip ? "unclip" : "leading");
        return new ScheduleConfig(
                text(config, "beta_schedule", unclip ? "squaredcos_cap_v2" : "linear"),
                number(config, "beta_start", 1e-4),
                number(config, "beta_end", 0.02),
                (int) number(config, "num_train_timesteps", 1000),
                choice(Prediction.class, "prediction_type", text(config, "prediction_type", "epsilon")),
                choice(
                        Variance.class,
                        "variance_type",
                        text(config, "variance_type", unclip ? "fixed_small_log" : "fixed_small")),
                flag(config, "clip_sample", unclip || !ddim || name.startsWith("DDIM")),
                number(config, "clip_sample_range", 1),
                flag(config, "thresholding", false),
                number(config, "dynamic_thresholding_ratio", 0.995),
                number(config, "sample_max_value", 1),
                choice(Spacing.class, "timestep_spacing", String.valueOf(spacing)),
                (int) number(config, "steps_offset", 0),
                flag(config, "set_alpha_to_one", true),
                flag(config, "use_clipped_model_output", false));
    }

    private static Object value(Map<String, ?> config, String key, Object missing) {
        Object value = config.get(key);
        return value == null ? missing : value;
    }

    private static String text(Map<String, ?> config, String key, String missing) {
        return String.valueOf(value(config, key, missing));
    }

    private static double number(Map<String, ?> config, String key, double missing) {
        Object value = value(config, key, missing);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(key + " must be a number, is " + value);
    }

    private static boolean flag(Map<String, ?> config, String key, boolean missing) {
        Object value = value(config, key, missing);
        if (value instanceof Boolean b) {
            return b;
        }
        throw new IllegalArgumentException(key + " must be true or false, is " + value);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String key, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(word.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown " + key + ": " + word);
    }
}
