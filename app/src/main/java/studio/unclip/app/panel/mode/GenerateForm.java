package studio.unclip.app.panel.mode;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Mode;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Sampling;

/** Pictures from words alone. */
public final class GenerateForm implements ModeForm {
    private static final Pattern TWO =
            Pattern.compile("\\b(and|left|right|above|below|beside|under)\\b", Pattern.CASE_INSENSITIVE);

    private final ObjectProperty<Conditioning> conditioning;
    private final BooleanBinding namesTwo;
    private final ObservableValue<Optional<SizeForm>> size;
    private final BooleanBinding hasMore;
    private final ObservableValue<String> missing;
    private final ObservableValue<Boolean> hasLooks;
    private final BooleanProperty splitting = new SimpleBooleanProperty(this, "splitting", true);
    private final BooleanProperty looks = new SimpleBooleanProperty(this, "looks", true);

    /**
     * @param prompt what is written in the prompt field
     * @param conditioning what stands for the image embedding
     * @param size how large a picture is to be; empty: the pack draws one size
     * @param hasLooks whether the pack can draw a round's pictures in different looks
     */
    GenerateForm(
            ObservableStringValue prompt,
            ObjectProperty<Conditioning> conditioning,
            ObservableValue<Optional<SizeForm>> size,
            ObservableValue<Boolean> hasLooks) {
        this.conditioning = conditioning;
        this.size = size;
        this.hasLooks = hasLooks;
        this.namesTwo =
                Bindings.createBooleanBinding(() -> TWO.matcher(prompt.get()).find(), prompt);
        this.hasMore = Bindings.createBooleanBinding(
                () -> namesTwo.get() || hasLooks.getValue() || size.getValue().isPresent(), namesTwo, hasLooks, size);
        this.missing = size.flatMap(known ->
                known.<ObservableValue<String>>map(SizeForm::problem).orElseGet(() -> new SimpleStringProperty("")));
    }

    /** How large a picture is to be; empty: the pack draws one size. */
    public ObservableValue<Optional<SizeForm>> size() {
        return size;
    }

    /** Whether there is something to set beside the prompt. */
    BooleanBinding hasMore() {
        return hasMore;
    }

    /** Whether the prompt may name two things. */
    public BooleanBinding namesTwo() {
        return namesTwo;
    }

    /** Whether a prompt for two things may be drawn in two areas. */
    public BooleanProperty splitting() {
        return splitting;
    }

    /** Whether the pack can draw a round's pictures in different looks. */
    ObservableValue<Boolean> hasLooks() {
        return hasLooks;
    }

    /** Whether the pictures of a round may be drawn in different looks. */
    public BooleanProperty looks() {
        return looks;
    }

    @Override
    public Mode mode() {
        return Mode.GENERATE;
    }

    @Override
    public ObservableValue<PromptUse> promptUse() {
        return new SimpleObjectProperty<>(PromptUse.NEEDED);
    }

    @Override
    public ObservableValue<String> question() {
        return new SimpleStringProperty("What do you want to see?");
    }

    @Override
    public ObservableValue<String> missing() {
        return missing;
    }

    @Override
    public Ask ask(String prompt, Supplier<Sampling> sampling) {
        return Ask.of(new ImageRequest.Generate(
                prompt,
                conditioning.get(),
                List.of(),
                splitting.get(),
                looks.get() ? OptionalInt.of(0) : OptionalInt.empty(),
                size.getValue().flatMap(SizeForm::asked),
                sampling.get()));
    }
}
