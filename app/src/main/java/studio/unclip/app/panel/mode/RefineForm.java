package studio.unclip.app.panel.mode;

import java.util.function.Supplier;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Sampling;

/** The picture, a rough painting for example, drawn anew as the prompt says. */
public final class RefineForm implements ModeForm {
    private static final double USUAL = 0.5;

    private final Workspace workspace;
    private final StringBinding missing;
    private final DoubleProperty strength = new SimpleDoubleProperty(this, "strength", USUAL);
    private final StringProperty negative = new SimpleStringProperty(this, "negative", "");
    private final BooleanProperty takesNegative = new SimpleBooleanProperty(this, "takesNegative");

    RefineForm(Workspace workspace) {
        this.workspace = workspace;
        missing = OnPicture.missing(workspace);
    }

    /** How much of the picture is drawn anew, 0 to 1. */
    public DoubleProperty strength() {
        return strength;
    }

    /** What guidance leads away from; empty: nothing named. */
    public StringProperty negative() {
        return negative;
    }

    /** Whether the pack can be led away from something. */
    public BooleanProperty takesNegative() {
        return takesNegative;
    }

    @Override
    public Mode mode() {
        return Mode.REFINE;
    }

    @Override
    public ObservableValue<PromptUse> promptUse() {
        return new SimpleObjectProperty<>(PromptUse.NEEDED);
    }

    @Override
    public ObservableValue<String> question() {
        return new SimpleStringProperty("What is it to become? For example: a house in a meadow");
    }

    @Override
    public ObservableValue<String> missing() {
        return missing;
    }

    @Override
    public Ask ask(String prompt, Supplier<Sampling> sampling) {
        return new Ask(
                Mode.REFINE,
                new ImageRequest.Refine(
                        new DocumentPicture(workspace.document().get()),
                        prompt,
                        takesNegative.get() ? negative.get().strip() : "",
                        strength.get(),
                        sampling.get()),
                new Destination.NewLayer(),
                prompt);
    }
}
