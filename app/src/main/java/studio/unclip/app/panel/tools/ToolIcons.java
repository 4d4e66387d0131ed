package studio.unclip.app.panel.tools;

import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.shape.SVGPath;
import javafx.scene.shape.StrokeLineCap;
import javafx.scene.shape.StrokeLineJoin;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.tool.ToolKind;

/** A tool's picture: Feather's where it has one, else drawn in its manner, on 24 by 24 with lines of 2. */
final class ToolIcons {
    private static final double SHARE = 18.0 / 24;

    private static final String BRUSH = "M20.5 3.5L10.5 13.5M10.5 13.5c-2.2-1-4.6.1-5.2 2.6-.4 1.7-1.1 2.7-2.8 3.4"
            + " 2.7 1.4 7.2 1.2 8.8-1.8.7-1.4.4-3-.8-4.2z";
    private static final String ERASER =
            "M8 20l-4.4-4.4a1.6 1.6 0 0 1 0-2.3L13 3.9a1.6 1.6 0 0 1 2.3 0l5.2 5.2a1.6 1.6 0"
                    + " 0 1 0 2.3L12 20zM7.3 9.7l7.5 7.5";
    private static final String HATCH = "M15 21.5l6.5-6.5M19.5 21.5l2-2";

    private ToolIcons() {}

    static Node of(ToolKind kind) {
        return switch (kind) {
            case HAND ->
                drawn("M7.5 12.5V6.4a1.5 1.5 0 0 1 3 0V11M10.5 11V4.5a1.5 1.5 0 0 1 3 0V11M13.5 11V5.7a1.5 1.5 0 0 1 3"
                        + " 0V12M16.5 12V8.5a1.5 1.5 0 0 1 3 0V14c0 4.2-2.6 7.2-6.6 7.2-3 0-4.8-1.4-6.2-3.8l-2.5-4.2a1.5"
                        + " 1.5 0 0 1 2.5-1.6l.8 1.2");
            case MOVE -> new FontIcon(Feather.MOVE);
            case CROP -> new FontIcon(Feather.CROP);
            case FRAME -> drawn("M8.5 8.5h7v7h-7zM12 5V1.8M12 22.2V19M5 12H1.8M22.2 12H19");
            case MASK_BRUSH -> drawn(BRUSH + HATCH);
            case MASK_ERASER -> drawn(ERASER + HATCH);
            case BRUSH -> drawn(BRUSH);
            case ERASER -> drawn(ERASER + "M12 20h8.5");
            case FILL ->
                drawn("M10.5 2.8l8.3 8.3-7 7a2.2 2.2 0 0 1-3.1 0l-5.2-5.2a2.2 2.2 0 0 1 0-3.1zM3.2 11.3h15.4M21 15.2c1"
                        + " 1.6 1.5 2.5 1.5 3.3a1.5 1.5 0 0 1-3 0c0-.8.5-1.7 1.5-3.3z");
            case EYEDROPPER ->
                drawn("M11.8 6.8l5.4 5.4M13 8L4.5 16.5 3.5 20.5l4-1L16 11M14.5 6l1.8-1.8a2.3 2.3 0 0 1 3.5 3.5L18 9.5");
            case RECTANGLE -> dashed("M4 5h16v14H4z");
            case ELLIPSE -> dashed("M12 5c4.7 0 8.5 3.1 8.5 7s-3.8 7-8.5 7-8.5-3.1-8.5-7S7.3 5 12 5z");
            case LASSO ->
                drawn("M12 4c5 0 9 2.5 9 5.8s-4 5.8-9 5.8-9-2.5-9-5.8S7 4 12 4zM7 14.8c-1.8.7-2.3"
                        + " 2.3-1 3.2 1.2.8 2.5 1 2.3 3");
            case POLYGON -> dashed("M4 9.5L12 3.5l8 6.5-3.5 9.5H8z");
            case WAND -> drawn("M3.5 20.5L14 10M17.5 2.5v4M15.5 4.5h4M20 11v3M18.5 12.5h3M9.5 3v3M8 4.5h3");
        };
    }

    private static Node drawn(String path) {
        SVGPath shape = new SVGPath();
        shape.setContent(path);
        shape.getStyleClass().add("tool-icon");
        shape.setStrokeWidth(2);
        shape.setStrokeLineCap(StrokeLineCap.ROUND);
        shape.setStrokeLineJoin(StrokeLineJoin.ROUND);
        // The whole square of 24 keeps all icons of one size, whatever is drawn in it.
        SVGPath square = new SVGPath();
        square.setContent("M0 0h24v24H0z");
        square.setFill(null);
        Group icon = new Group(square, shape);
        icon.setScaleX(SHARE);
        icon.setScaleY(SHARE);
        return new Group(icon);
    }

    private static Node dashed(String path) {
        Node icon = drawn(path);
        icon.lookupAll(".tool-icon")
                .forEach(node -> ((SVGPath) node).getStrokeDashArray().setAll(3.5, 3.5));
        return icon;
    }
}
