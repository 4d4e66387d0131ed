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
 * @param zeroTerminalSnr betas are rescaled so that x_T is pure noise, abar_T-1 = 0 (Lin et al. 2023, algorithm 1)
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
        boolean clippedModelOutput,
        boolean zeroTerminalSnr) {

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

    /** Keys that would change the numbers in ways this engine does not know; only their neutral values are read. */
    private static final Set<String> FLAGS_NOT_HERE = Set.of(
            "use_karras_sigmas",
            "use_exponential_sigmas",
            "use_beta_sigmas",
            "use_lu_lambdas",
            "use_flow_sigmas",
            "use_dynamic_shifting");

    /** Beyond any picture or embedding; keeps clamps within float32. */
    private static final double LARGEST_VALUE = 1e6;

    public ScheduleConfig {
        if (!BETA_SCHEDULES.contains(betaSchedule)) {
            throw new IllegalArgumentException("unknown beta_schedule: " + betaSchedule);
        }
        if (trainTimesteps < 2 || trainTimesteps > 100_000) {
            throw new IllegalArgumentException("num_train_timesteps must be 2 to 100000, is " + trainTimesteps);
        }
        if (!(betaStart > 0 && betaEnd >= betaStart && betaEnd < 1)) {
            throw new IllegalArgumentException(
                    "beta_start and beta_end must lie between 0 and 1 and rise, are " + betaStart + " and " + betaEnd);
        }
        if (stepsOffset < 0 || stepsOffset >= trainTimesteps) {
            throw new IllegalArgumentException(
                    "steps_offset must be 0 to " + (trainTimesteps - 1) + ", is " + stepsOffset);
        }
        positive("clip_sample_range", clipSampleRange, LARGEST_VALUE);
        positive("sample_max_value", sampleMaxValue, LARGEST_VALUE);
        positive("dynamic_thresholding_ratio", thresholdingRatio, 1);
        if (zeroTerminalSnr && prediction == Prediction.EPSILON) {
            throw new IllegalArgumentException(
                    "rescale_betas_zero_snr needs the prediction_type v_prediction or sample:"
                            + " noise says nothing about the picture where there is no signal");
        }
    }

    /**
     * Reads the verbatim configuration; what a sampler does not use is ignored, missing values are diffusers' defaults
     * of the named class, {@code UnCLIPScheduler} where none is named.
     *
     * @throws IllegalArgumentException naming a value that is wrong, or that this engine does not know
     */
    public static ScheduleConfig of(Map<String, ?> config) {
        SchedulerClass scheduler = SchedulerClass.named(text(config, "_class_name", SchedulerClass.UNCLIP.className()));
        refuseWhatIsNotHere(config);
        return new ScheduleConfig(
                text(config, "beta_schedule", scheduler.betaSchedule()),
                number(config, "beta_start", 1e-4),
                number(config, "beta_end", 0.02),
                whole(config, "num_train_timesteps", 1000),
                choice(config, "prediction_type", Prediction.EPSILON),
                choice(config, "variance_type", scheduler.variance()),
                flag(config, "clip_sample", scheduler.clipSample()),
                number(config, "clip_sample_range", 1),
                flag(config, "thresholding", false),
                number(config, "dynamic_thresholding_ratio", 0.995),
                sampleMaxValue(config),
                choice(config, "timestep_spacing", scheduler.spacing()),
                whole(config, "steps_offset", 0),
                flag(config, "set_alpha_to_one", scheduler.setAlphaToOne()),
                flag(config, "use_clipped_model_output", false),
                flag(config, "rescale_betas_zero_snr", false));
    }

    private static void refuseWhatIsNotHere(Map<String, ?> config) {
        if (config.get("trained_betas") != null) {
            throw new IllegalArgumentException("trained_betas are not supported; give a beta_schedule");
        }
        if (config.get("lambda_min_clipped") != null) {
            throw new IllegalArgumentException("lambda_min_clipped is not supported");
        }
        for (String key : FLAGS_NOT_HERE) {
            if (flag(config, key, false)) {
                throw new IllegalArgumentException(key + " is not supported");
            }
        }
        String algorithm = text(config, "algorithm_type", "dpmsolver++");
        if (!algorithm.equals("dpmsolver++")) {
            throw new IllegalArgumentException("algorithm_type " + algorithm + " is not supported, dpmsolver++ is");
        }
    }

    /** Kandinsky's configurations say null, which is no limit. */
    private static double sampleMaxValue(Map<String, ?> config) {
        boolean unlimited = config.containsKey("sample_max_value") && config.get("sample_max_value") == null;
        return unlimited ? LARGEST_VALUE : number(config, "sample_max_value", 1);
    }

    private static void positive(String key, double value, double most) {
        if (!(value > 0 && value <= most)) { // refuses NaN too
            throw new IllegalArgumentException(key + " must be above 0, at most " + most + ", is " + value);
        }
    }

    private static Object value(Map<String, ?> config, String key, Object missing) {
        Object value = config.get(key);
        return value == null ? missing : value;
    }

    private static String text(Map<String, ?> config, String key, String missing) {
        Object value = value(config, key, missing);
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException(key + " must be text, is " + value);
    }

    private static double number(Map<String, ?> config, String key, double missing) {
        Object value = value(config, key, missing);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(key + " must be a number, is " + value);
    }

    private static int whole(Map<String, ?> config, String key, int missing) {
        double value = number(config, key, missing);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(key + " must be a whole number, is " + value);
        }
        return (int) value;
    }

    private static boolean flag(Map<String, ?> config, String key, boolean missing) {
        Object value = value(config, key, missing);
        if (value instanceof Boolean b) {
            return b;
        }
        throw new IllegalArgumentException(key + " must be true or false, is " + value);
    }

    private static <E extends Enum<E>> E choice(Map<String, ?> config, String key, E missing) {
        String word = text(config, key, missing.name());
        for (E constant : missing.getDeclaringClass().getEnumConstants()) {
            if (constant.name().equals(word.toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown " + key + ": " + word);
    }
}
