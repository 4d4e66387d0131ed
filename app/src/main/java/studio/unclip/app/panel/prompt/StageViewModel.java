package studio.unclip.app.panel.prompt;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import studio.unclip.app.control.NumberEntry;
import studio.unclip.app.control.NumberKind;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.api.StepNumbers;

/** Steps and guidance of one stage, as a person sets them. Window thread. */
public final class StageViewModel {
    private static final double GUIDANCE_STEP = 0.25;

    private final PackInfo.Stage stage;
    private final int defaultSteps;
    private final double defaultGuidance;
    private final StepNumbers numbers;
    private final NumberEntry<Integer> steps;
    private final NumberEntry<Double> guidance;

    StageViewModel(PackInfo.Stage stage) {
        this.stage = stage;
        this.defaultSteps = stage.defaults().steps().orElse(1);
        this.defaultGuidance = stage.defaults().guidance().orElse(1);
        this.numbers = stage.stepsWith(stage.defaults().sampler().orElse(""));
        this.steps = new NumberEntry<>(label() + ", steps", NumberKind.steps(numbers), defaultSteps);
        this.guidance = new NumberEntry<>(
                label() + ", guidance",
                NumberKind.hundredths(0, StageSettings.MAX_GUIDANCE, GUIDANCE_STEP),
                defaultGuidance);
    }

    /** As recipes and the command line call it. */
    public String name() {
        return stage.name();
    }

    /** For people: {@code Prior}, {@code Upsampler 256}. */
    public String label() {
        String words = stage.name().replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Of 1 to {@link StageSettings#MAX_STEPS} those the stage takes. */
    public NumberEntry<Integer> steps() {
        return steps;
    }

    /** 0 to {@link StageSettings#MAX_GUIDANCE}; 1 is none. */
    public NumberEntry<Double> guidance() {
        return guidance;
    }

    /** A stage that the pack runs without guidance was trained without it, so there is nothing to set. */
    public boolean takesGuidance() {
        return defaultGuidance != 1;
    }

    Stream<NumberEntry<?>> entries() {
        return takesGuidance() ? Stream.of(steps, guidance) : Stream.of(steps);
    }

    /** Writes what is set; the rest stays. */
    void use(StageSettings settings) {
        settings.steps().ifPresent(steps.value()::set);
        if (takesGuidance()) {
            settings.guidance().ifPresent(guidance.value()::set);
        }
    }

    void reset() {
        steps.value().set(defaultSteps);
        guidance.value().set(defaultGuidance);
        entries().forEach(NumberEntry::write);
    }

    /**
     * Only what differs from the pack's defaults; empty when nothing does. Steps that a person has typed are taken as they
     * are, the pack's own times what the quality says.
     */
    Optional<StageSettings> chosen(Quality quality) {
        int typed = steps.value().get();
        // A stage of one step was trained for one.
        boolean own = typed != defaultSteps || defaultSteps == 1;
        int wantedSteps = own
                ? typed
                : numbers.nearest(Math.clamp(Math.round(typed * quality.steps()), 1, StageSettings.MAX_STEPS));
        double wantedGuidance = guidance.value().get();
        OptionalInt otherSteps = wantedSteps == defaultSteps ? OptionalInt.empty() : OptionalInt.of(wantedSteps);
        OptionalDouble otherGuidance =
                wantedGuidance == defaultGuidance ? OptionalDouble.empty() : OptionalDouble.of(wantedGuidance);
        return otherSteps.isEmpty() && otherGuidance.isEmpty()
                ? Optional.empty()
                : Optional.of(new StageSettings(
                        Optional.empty(), otherSteps, otherGuidance, OptionalDouble.empty(), OptionalInt.empty()));
    }
}
