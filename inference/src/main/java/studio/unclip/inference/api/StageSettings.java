package studio.unclip.inference.api;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A person's settings for one stage of the cascade; what is empty is the pack's default.
 *
 * @param sampler one of the stage's samplers ({@link PackInfo.Stage#samplers()})
 * @param steps denoising steps, 1 to {@link #MAX_STEPS}
 * @param guidance classifier-free guidance scale, 0 to {@link #MAX_GUIDANCE}; 1 means none
 * @param eta noise of the DDIM sampler, 0 (none) to 1 (as ancestral sampling)
 * @param samples how many samples the prior draws, 1 to {@link #MAX_SAMPLES}; the one closest to the text is kept
 */
public record StageSettings(
        Optional<String> sampler, OptionalInt steps, OptionalDouble guidance, OptionalDouble eta, OptionalInt samples) {

    public static final int MAX_STEPS = 1000;
    public static final double MAX_GUIDANCE = 50;
    public static final int MAX_SAMPLES = 64;

    public static final StageSettings DEFAULTS = new StageSettings(
            Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalInt.empty());

    public StageSettings {
        Objects.requireNonNull(sampler);
        steps.ifPresent(n -> range("steps", n, 1, MAX_STEPS));
        guidance.ifPresent(g -> range("guidance", g, 0, MAX_GUIDANCE));
        eta.ifPresent(e -> range("eta", e, 0, 1));
        samples.ifPresent(n -> range("samples", n, 1, MAX_SAMPLES));
    }

    public StageSettings withSampler(String value) {
        return new StageSettings(Optional.of(value), steps, guidance, eta, samples);
    }

    public StageSettings withSteps(int value) {
        return new StageSettings(sampler, OptionalInt.of(value), guidance, eta, samples);
    }

    public StageSettings withGuidance(double value) {
        return new StageSettings(sampler, steps, OptionalDouble.of(value), eta, samples);
    }

    public StageSettings withEta(double value) {
        return new StageSettings(sampler, steps, guidance, OptionalDouble.of(value), samples);
    }

    public StageSettings withSamples(int value) {
        return new StageSettings(sampler, steps, guidance, eta, OptionalInt.of(value));
    }

    private static void range(String field, double value, double low, double high) {
        // The negated form also refuses NaN.
        if (!(value >= low && value <= high)) {
            throw new InvalidRequestException(
                    field,
                    String.format(
                            Locale.ROOT,
                            "%s must be %s to %s, not %s.",
                            name(field),
                            text(low),
                            text(high),
                            text(value)));
        }
    }

    private static String name(String field) {
        return Character.toUpperCase(field.charAt(0)) + field.substring(1);
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
