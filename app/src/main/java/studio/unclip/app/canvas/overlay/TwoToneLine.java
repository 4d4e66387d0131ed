package studio.unclip.app.canvas.overlay;

import java.util.List;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.shape.Polyline;
import javafx.scene.shape.StrokeLineCap;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Corner;

/** A line of one device pixel, white with black dashes: seen on any colour. */
final class TwoToneLine extends Group {
    private static final double DASH = 4;

    private final Polyline light = line(Color.WHITE);
    private final Polyline dark = line(Color.BLACK);

    TwoToneLine() {
        setManaged(false);
        setMouseTransparent(true);
        dark.getStrokeDashArray().setAll(DASH, DASH);
        getChildren().addAll(light, dark);
    }

    private static Polyline line(Color colour) {
        Polyline line = new Polyline();
        line.setFill(null);
        line.setStroke(colour);
        line.setStrokeLineCap(StrokeLineCap.BUTT);
        return line;
    }

    /** @param corners in document pixels */
    void draw(List<Corner> corners, boolean closed, Viewport viewport) {
        double pixel = viewport.pixel();
        int count = corners.isEmpty() ? 0 : corners.size() + (closed ? 1 : 0);
        Double[] points = new Double[2 * count];
        for (int i = 0; i < count; i++) {
            Corner corner = corners.get(i % corners.size());
            // In the middle of a device pixel, so that the line covers it alone.
            points[2 * i] = viewport.x(corner.canvasX()) + pixel / 2;
            points[2 * i + 1] = viewport.y(corner.canvasY()) + pixel / 2;
        }
        for (Polyline line : List.of(light, dark)) {
            line.getPoints().setAll(points);
            line.setStrokeWidth(pixel);
        }
    }

    void draw(IntRect r, Viewport viewport) {
        draw(
                List.of(
                        new Corner(r.x(), r.y()),
                        new Corner(r.right(), r.y()),
                        new Corner(r.right(), r.bottom()),
                        new Corner(r.x(), r.bottom())),
                true,
                viewport);
    }
}
