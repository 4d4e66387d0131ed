package studio.unclip.app.canvas.overlay;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.Group;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.tool.BrushSettings;
import studio.unclip.app.tool.ToolBox;

/**
 * The brush's outline under the pointer, in its true size: a white and a black line of one device pixel each, so that one of
 * them is seen on any colour. While the pointer is elsewhere and the brush is being set, it is shown in the middle.
 */
public final class BrushCursor extends Group {
    /** Smaller brushes are shown by cross hairs, device pixels. */
    private static final double LEAST = 5;

    private static final long SHOWN_MILLIS = 1200;
    private static final Executor LATER = CompletableFuture.delayedExecutor(SHOWN_MILLIS, TimeUnit.MILLISECONDS);

    private final ToolBox tools;
    private final Viewport viewport;
    private final ObservableValue<Optional<Point2D>> pointer;
    private final Circle light = circle(Color.WHITE);
    private final Circle dark = circle(Color.BLACK);
    private BrushSettings seen;
    private Optional<Point2D> middle = Optional.empty();
    private int shows;

    /** @param pointer where it is over the canvas; empty: elsewhere, or it does something else */
    public BrushCursor(ToolBox tools, Viewport viewport, ObservableValue<Optional<Point2D>> pointer) {
        this.tools = tools;
        this.viewport = viewport;
        this.pointer = pointer;
        this.seen = tools.brush().get();
        setManaged(false);
        setMouseTransparent(true);
        setId("brush-cursor");
        getChildren().addAll(dark, light);
        pointer.addListener((_, _, _) -> update());
        tools.inHand().addListener((_, _, _) -> {
            seen = tools.brush().get();
            update();
        });
        tools.brush().addListener((_, _, _) -> set());
        viewport.subscribe(this::update);
    }

    private static Circle circle(Color colour) {
        Circle circle = new Circle();
        circle.setFill(null);
        circle.setStroke(colour);
        return circle;
    }

    /** Whether it stands in for the pointer's own look. */
    public boolean isLargeEnough() {
        return tools.inHand().get().isBrush() && deviceDiameter() >= LEAST;
    }

    private double deviceDiameter() {
        return viewport.length(tools.brush().get().size()) / viewport.pixel();
    }

    private void set() {
        boolean changed = !seen.equals(tools.brush().get());
        seen = tools.brush().get();
        if (changed && pointer.getValue().isEmpty() && getParent() != null) {
            middle = Optional.of(new Point2D(
                    getParent().getLayoutBounds().getCenterX(),
                    getParent().getLayoutBounds().getCenterY()));
            int mine = ++shows;
            LATER.execute(() -> Platform.runLater(() -> {
                if (mine == shows) {
                    middle = Optional.empty();
                    update();
                }
            }));
        }
        update();
    }

    private void update() {
        Optional<Point2D> place = pointer.getValue().or(() -> middle);
        boolean shown = place.isPresent() && isLargeEnough();
        setVisible(shown);
        if (shown) {
            double pixel = viewport.pixel();
            double radius = viewport.length(tools.brush().get().size()) / 2;
            setLayoutX(place.get().getX());
            setLayoutY(place.get().getY());
            light.setRadius(Math.max(pixel, radius - pixel / 2));
            light.setStrokeWidth(pixel);
            dark.setRadius(radius + pixel / 2);
            dark.setStrokeWidth(pixel);
        }
    }
}
