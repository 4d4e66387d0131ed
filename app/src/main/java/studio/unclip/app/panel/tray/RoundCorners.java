package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Rotate;

/**
 * Round corners for what lies below: what is outside them is painted over in the ground's colour. To clip a picture that
 * is painted anew with every preview takes a pulse where there is no graphics card.
 */
final class RoundCorners extends Region {
    /** Their radius; the style sheet has it too, for the ring around a tile. */
    private static final double RADIUS = 8;

    /** What lies outside the upper left corner's arc, and a pixel beyond the picture. */
    private static final String OUTSIDE = "M-1,-1 H%1$s V0 A%1$s,%1$s 0 0 0 0,%1$s H-1 Z".formatted(RADIUS);

    /** Clockwise from the upper left. */
    private final List<SVGPath> corners = new ArrayList<>();

    RoundCorners() {
        setMouseTransparent(true);
        for (int i = 0; i < 4; i++) {
            SVGPath corner = new SVGPath();
            corner.setContent(OUTSIDE);
            corner.getStyleClass().add("candidate-corner");
            corner.setManaged(false);
            corner.getTransforms().add(new Rotate(90 * i));
            corners.add(corner);
        }
        getChildren().addAll(corners);
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < corners.size(); i++) {
            corners.get(i).setTranslateX(i == 1 || i == 2 ? getWidth() : 0);
            corners.get(i).setTranslateY(i >= 2 ? getHeight() : 0);
        }
    }
}
