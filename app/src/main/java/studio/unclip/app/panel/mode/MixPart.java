package studio.unclip.app.panel.mode;

import java.util.Optional;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;

/** One ingredient of a mix: a picture as it was when it was added, or a prompt. Window thread. */
public final class MixPart {
    private final Optional<PictureSource> picture;
    private final Optional<Picture> look;
    private final StringProperty prompt = new SimpleStringProperty(this, "prompt", "");
    private final DoubleProperty weight = new SimpleDoubleProperty(this, "weight", 1);

    MixPart(PictureSource picture, Optional<Picture> look) {
        this.picture = Optional.of(picture);
        this.look = look;
    }

    MixPart() {
        this.picture = Optional.empty();
        this.look = Optional.empty();
    }

    public boolean isPicture() {
        return picture.isPresent();
    }

    /** What the picture looks like, small; empty for a prompt, or where that is not known yet. */
    public Optional<Picture> look() {
        return look;
    }

    /** What is drawn, where it is no picture. */
    public StringProperty prompt() {
        return prompt;
    }

    /** Its share, -1 to 2; negative: away from it. */
    public DoubleProperty weight() {
        return weight;
    }

    ImageRequest.Ingredient ingredient() {
        return picture.<ImageRequest.Ingredient>map(
                        source -> new ImageRequest.Ingredient.OfPicture(source, weight.get()))
                .orElseGet(
                        () -> new ImageRequest.Ingredient.OfPrompt(prompt.get().strip(), weight.get()));
    }
}
