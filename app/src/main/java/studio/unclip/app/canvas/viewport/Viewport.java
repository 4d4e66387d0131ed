package studio.unclip.app.canvas.viewport;

import java.util.Objects;
import javafx.beans.value.ObservableValue;

/**
 * Between the document and the nodes over the canvas: document pixels, and the view's own coordinates, which are logical
 * pixels. Window thread.
 *
 * @param transform where the document lies, device pixels
 * @param scale device pixels per logical pixel
 */
public record Viewport(ObservableValue<ViewTransform> transform, ObservableValue<Double> scale) {
    public Viewport {
        Objects.requireNonNull(transform);
        Objects.requireNonNull(scale);
    }

    /** Where a column of the document begins in the view: on a whole device pixel. */
    public double x(double documentX) {
        return transform.getValue().viewX(documentX) / scale.getValue();
    }

    /** Where a row of the document begins in the view: on a whole device pixel. */
    public double y(double documentY) {
        return transform.getValue().viewY(documentY) / scale.getValue();
    }

    public double documentX(double x) {
        return transform.getValue().documentX(x * scale.getValue());
    }

    public double documentY(double y) {
        return transform.getValue().documentY(y * scale.getValue());
    }

    /** Logical pixels a length of the document takes. */
    public double length(double documentPixels) {
        return documentPixels * transform.getValue().zoom() / scale.getValue();
    }

    /** A device pixel in logical ones. */
    public double pixel() {
        return 1 / scale.getValue();
    }

    /** Calls it now and whenever the document moves in the view or the display's scale changes. */
    public void subscribe(Runnable change) {
        transform.addListener((_, _, _) -> change.run());
        scale.addListener((_, _, _) -> change.run());
        change.run();
    }
}
