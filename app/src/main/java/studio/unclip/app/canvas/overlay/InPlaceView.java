package studio.unclip.app.canvas.overlay;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.image.ImageView;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.picture.PictureImages;

/**
 * Shows a picture over its place in the document. A small one is made larger smoothly, a large one is shrunk to what the view
 * needs; at its own size it is shown pixel by pixel.
 */
public final class InPlaceView extends ImageView {
    private final ObservableValue<Optional<InPlace>> picture;
    private final Viewport viewport;
    private Optional<InPlace> drawn = Optional.empty();
    private int drawnFor;

    public InPlaceView(ObservableValue<Optional<InPlace>> picture, Viewport viewport) {
        this.picture = picture;
        this.viewport = viewport;
        setManaged(false);
        setMouseTransparent(true);
        setId("in-place");
        picture.addListener((_, _, _) -> update());
        viewport.subscribe(this::update);
    }

    private void update() {
        Optional<InPlace> now = picture.getValue();
        setVisible(now.isPresent());
        if (now.isEmpty()) {
            setImage(null);
            drawn = Optional.empty();
            return;
        }
        InPlace shown = now.get();
        double left = viewport.x(shown.place().x());
        double top = viewport.y(shown.place().y());
        double width = viewport.x(shown.place().right()) - left;
        double height = viewport.y(shown.place().bottom()) - top;
        int shortest = (int) Math.ceil(Math.min(width, height) / viewport.pixel());
        if (!drawn.equals(now) || shortest != drawnFor) {
            drawn = now;
            drawnFor = shortest;
            setImage(PictureImages.atLeast(shown.picture(), shortest));
        }
        setLayoutX(left);
        setLayoutY(top);
        setFitWidth(width);
        setFitHeight(height);
        setSmooth(Math.abs(getImage().getWidth() * viewport.pixel() - width) > viewport.pixel() / 2);
    }
}
