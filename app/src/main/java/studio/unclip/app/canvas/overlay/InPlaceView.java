package studio.unclip.app.canvas.overlay;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Group;
import javafx.scene.image.ImageView;
import javafx.scene.shape.Rectangle;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.editor.geom.IntRect;

/**
 * Shows pictures over their places in the document. A small one is made larger smoothly, a large one is shrunk to what the
 * view needs; at its own size it is shown pixel by pixel. Only what they cover is drawn anew.
 */
public final class InPlaceView extends Group {
    private final ObservableValue<List<InPlace>> pictures;
    private final Viewport viewport;

    public InPlaceView(ObservableValue<List<InPlace>> pictures, Viewport viewport) {
        this.pictures = pictures;
        this.viewport = viewport;
        setManaged(false);
        setAutoSizeChildren(false);
        setMouseTransparent(true);
        setId("in-place");
        pictures.addListener((_, _, _) -> update());
        viewport.subscribe(this::update);
    }

    private void update() {
        List<InPlace> now = pictures.getValue();
        setVisible(!now.isEmpty());
        while (getChildren().size() > now.size()) {
            getChildren().removeLast();
        }
        while (getChildren().size() < now.size()) {
            getChildren().add(new One());
        }
        for (int i = 0; i < now.size(); i++) {
            ((One) getChildren().get(i)).show(now.get(i), viewport);
        }
    }

    private static final class One extends ImageView {
        private final Rectangle within = new Rectangle();
        private InPlace drawn;
        private int drawnFor;

        One() {
            setManaged(false);
            setClip(within);
        }

        void show(InPlace shown, Viewport viewport) {
            double left = viewport.x(shown.place().x());
            double top = viewport.y(shown.place().y());
            double width = viewport.x(shown.place().right()) - left;
            double height = viewport.y(shown.place().bottom()) - top;
            int shortest = (int) Math.ceil(Math.min(width, height) / viewport.pixel());
            if (!shown.equals(drawn) || shortest != drawnFor) {
                drawn = shown;
                drawnFor = shortest;
                setImage(PictureImages.atLeast(shown.picture(), shortest));
            }
            setLayoutX(left);
            setLayoutY(top);
            setFitWidth(width);
            setFitHeight(height);
            setSmooth(Math.abs(getImage().getWidth() * viewport.pixel() - width) > viewport.pixel() / 2);
            IntRect seen = shown.within().intersect(shown.place());
            within.setX(viewport.x(seen.x()) - left);
            within.setY(viewport.y(seen.y()) - top);
            within.setWidth(viewport.x(seen.right()) - viewport.x(seen.x()));
            within.setHeight(viewport.y(seen.bottom()) - viewport.y(seen.y()));
        }
    }
}
