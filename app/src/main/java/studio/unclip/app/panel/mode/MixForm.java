package studio.unclip.app.panel.mode;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.history.Thumbnail;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Sampling;

/** A picture between others: pictures and prompts with their weights, or one that takes an aspect of another. */
public final class MixForm implements ModeForm {
    /** More than fit side by side would be a list to study; the engine takes {@link ImageRequest.Mix#MAX_INGREDIENTS}. */
    public static final int MOST = 4;

    private final Workspace workspace;
    private final StringBinding missing;
    private final ObservableList<MixPart> parts = FXCollections.observableArrayList();
    private final ObservableList<String> aspects = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<String>> aspect =
            new SimpleObjectProperty<>(this, "aspect", Optional.empty());
    private final BooleanProperty layouts = new SimpleBooleanProperty(this, "layouts");

    MixForm(Workspace workspace) {
        this.workspace = workspace;
        missing = Bindings.when(Bindings.size(parts).lessThan(2))
                .then("Add two to four pictures or prompts.")
                .otherwise("");
    }

    /** What goes in, in order. */
    public ObservableList<MixPart> parts() {
        return parts;
    }

    /** Aspects the pack knows: style, light, …; may be empty. */
    public ObservableList<String> aspects() {
        return aspects;
    }

    /** What the first takes from the second; empty: all is mixed by weights. */
    public ObjectProperty<Optional<String>> aspect() {
        return aspect;
    }

    /** Whether x_T is mixed from the pictures' own. */
    public BooleanProperty layouts() {
        return layouts;
    }

    /** Adds what the canvas shows now. */
    public void addCanvas() {
        Document document = workspace.document().get();
        Optional<Picture> look = workspace
                .history()
                .current()
                .thumbnail()
                .map(Thumbnail::raster)
                .map(raster -> Picture.sharing(raster.width(), raster.height(), raster.rgba()));
        add(new MixPart(new DocumentPicture(document), look));
    }

    /** Adds a finished picture. */
    public void addPicture(PictureSource picture, Picture look) {
        add(new MixPart(picture, Optional.of(look)));
    }

    /** Adds a prompt still to be written. */
    public void addPrompt() {
        add(new MixPart());
    }

    private void add(MixPart part) {
        if (parts.size() < MOST) {
            parts.add(part);
        }
    }

    public void remove(MixPart part) {
        parts.remove(part);
    }

    @Override
    public Mode mode() {
        return Mode.MIX;
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
        if (aspect.get().isPresent() && parts.size() != 2) {
            throw new InvalidRequestException(
                    "aspect", "An aspect is taken by the first of two; there are " + parts.size() + ".");
        }
        List<ImageRequest.Ingredient> ingredients =
                parts.stream().map(MixPart::ingredient).toList();
        return new Ask(
                Mode.MIX,
                new ImageRequest.Mix(
                        ingredients,
                        aspect.get(),
                        layouts.get() && parts.stream().anyMatch(MixPart::isPicture),
                        sampling.get()),
                new Destination.NewLayer(),
                aspect.get().map(what -> "Mix: " + what).orElse("Mix"));
    }
}
