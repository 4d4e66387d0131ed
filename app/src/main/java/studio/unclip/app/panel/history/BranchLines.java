package studio.unclip.app.panel.history;

import javafx.scene.layout.Pane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.CubicCurveTo;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;

/** The tree's lines beside one row. */
final class BranchLines extends Pane {
    private static final double LANE = 10;
    private static final double DOT = 3.5;

    private final Path lines = new Path();
    private final Circle dot = new Circle(DOT);
    private final double height;

    /** @param height of a row, logical pixels */
    BranchLines(double height) {
        this.height = height;
        lines.getStyleClass().add("branch-line");
        dot.getStyleClass().add("branch-dot");
        getChildren().addAll(lines, dot);
        setMinHeight(height);
        setMaxHeight(height);
        setMouseTransparent(true);
    }

    /** @param lanes so many the list shows; the rows' pictures stand in one column */
    void show(BranchLanes.Lines row, int lanes) {
        lines.getElements().clear();
        double middle = height / 2;
        for (int lane = 0; lane < lanes; lane++) {
            double x = x(lane);
            int bit = 1 << lane;
            if ((row.from() & bit) != 0) {
                lines.getElements().addAll(new MoveTo(x, 0), new LineTo(x, middle));
            }
            if ((row.to() & bit) != 0) {
                lines.getElements().addAll(new MoveTo(x, middle), new LineTo(x, height));
            }
            if ((row.forks() & bit) != 0) {
                double from = x(row.lane());
                lines.getElements()
                        .addAll(
                                new MoveTo(from, middle),
                                new CubicCurveTo(from, height * 0.8, x, height * 0.7, x, height));
            }
        }
        dot.setCenterX(x(row.lane()));
        dot.setCenterY(middle);
        double width = lanes * LANE + 4;
        setMinWidth(width);
        setPrefWidth(width);
        setMaxWidth(width);
    }

    private static double x(int lane) {
        return LANE * lane + LANE / 2 + 1.5;
    }
}
