package studio.unclip.app.panel.prompt;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.StageSettings;

/** Steps and guidance of one stage, as a person sets them. Window thread. */
public final class StageViewModel {
    private final PackInfo.Stage stage;
    private final int defaultSteps;
    private final double defaultGuidance;
    private final ObjectProperty<Integer> steps;
    private final ObjectProperty<Double> guidance;

    StageViewModel(PackInfo.Stage stage) {
        this.stage = stage;
        this.defaultSteps = stage.defaults().steps().orElse(1);
        this.defaultGuidance = stage.defaults().guidance().orElse(1);
        this.steps = new SimpleObjectProperty<>(this, "steps", defaultSteps);
        this.guidance = new SimpleObjectProperty<>(this, "guidance", defaultGuidance);
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

    /** 1 to {@link StageSettings#MAX_STEPS}. */
    public ObjectProperty<Integer> steps() {
        return steps;
    }

    /** 0 to {@link StageSettings#MAX_GUIDANCE}; 1 is none. */
    public ObjectProperty<Double> guidance() {
        return guidance;
    }

    /** A stage that the pack runs without guidance was trained without it, so there is nothing to set. */
    public boolean takesGuidance() {
        return defaultGuidance != 1;
    }

    void reset() {
        steps.set(defaultSteps);
        guidance.set(defaultGuidance);
    }

    /** Only what differs from the pack's defaults; empty when nothing does. */
    Optional<StageSettings> chosen() {
        OptionalInt otherSteps = steps.get() == defaultSteps ? OptionalInt.empty() : OptionalInt.of(steps.get());
        OptionalDouble otherGuidance =
                guidance.get() == defaultGuidance ? OptionalDouble.empty() : OptionalDouble.of(guidance.get());
        return otherSteps.isEmpty() && otherGuidance.isEmpty()
                ? Optional.empty()
                : Optional.of(new StageSettings(
                        Optional.empty(), otherSteps, otherGuidance, OptionalDouble.empty(), OptionalInt.empty()));
    }
}
