package studio.unclip.app.panel.mode;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.VaryAmount;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Sampling;

/** Relatives of the picture: how far in meaning, how far in layout. */
public final class VaryForm implements ModeForm {
    private final Workspace workspace;
    private final StringBinding missing;
    private final DoubleProperty meaning = new SimpleDoubleProperty(this, "meaning", VaryAmount.MEDIUM.meaning());
    private final DoubleProperty layout = new SimpleDoubleProperty(this, "layout", VaryAmount.MEDIUM.layout());

    VaryForm(Workspace workspace) {
        this.workspace = workspace;
        missing = OnPicture.missing(workspace);
    }

    /** How far z_i moves, 0 to 1. */
    public DoubleProperty meaning() {
        return meaning;
    }

    /** How much of x_T is drawn anew, 0 to 1. */
    public DoubleProperty layout() {
        return layout;
    }

    /** Sets both dials. */
    public void set(VaryAmount amount) {
        meaning.set(amount.meaning());
        layout.set(amount.layout());
    }

    /** The stop at which both dials stand, if they do. */
    public Optional<VaryAmount> amount() {
        return Arrays.stream(VaryAmount.values())
                .filter(stop -> stop.meaning() == meaning.get() && stop.layout() == layout.get())
                .findFirst();
    }

    @Override
    public Mode mode() {
        return Mode.VARY;
    }

    @Override
    public ObservableValue<PromptUse> promptUse() {
        return new SimpleObjectProperty<>(PromptUse.NONE);
    }

    @Override
    public ObservableValue<String> question() {
        return new SimpleStringProperty("");
    }

    @Override
    public ObservableValue<String> missing() {
        return missing;
    }

    @Override
    public Ask ask(String prompt, Supplier<Sampling> sampling) {
        return new Ask(
                Mode.VARY,
                new ImageRequest.Vary(
                        new DocumentPicture(workspace.document().get()), meaning.get(), layout.get(), sampling.get()),
                new Destination.NewLayer(),
                "Variation");
    }
}
