package studio.unclip.app.canvas.overlay;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.image.WritableImage;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.ImagePattern;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Rectangle;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.geom.IntRect;

/**
 * A frame over the canvas with handles on its sides and corners. For expanding, what lies between picture and frame is
 * hatched and each side says how far it was pulled; for cropping, what will be gone is darkened and the size is said.
 */
public final class FrameOverlay extends Region {
    /** How thick a side is to the pointer, logical pixels. */
    private static final double SIDE = 16;

    private static final double CORNER = 20;
    private static final double KNOB_LENGTH = 28;
    private static final double KNOB = 6;
    private static final double GAP = 6;

    /** So near the picture's border a pulled side goes to it, logical pixels. */
    private static final double SNAP = 5;

    private static final Paint DARKENED = Color.gray(0, 0.5);

    private final ResizableFrame model;
    private final boolean expanding;
    private final Workspace workspace;
    private final Viewport viewport;
    private final Runnable settled;
    private final TwoToneLine line = new TwoToneLine();
    private final List<Rectangle> areas =
            Stream.generate(Rectangle::new).limit(4).toList();
    private final Map<FrameSide, FrameHandle> handles = new EnumMap<>(FrameSide.class);
    private final Map<FrameSide, Region> knobs = new EnumMap<>(FrameSide.class);
    private final Map<FrameSide, Label> numbers = new EnumMap<>(FrameSide.class);
    private final Label size = new Label();
    private Optional<IntRect> before = Optional.empty();
    private double pressedX;
    private double pressedY;

    private FrameOverlay(
            ResizableFrame model,
            boolean expanding,
            ObservableValue<Boolean> shown,
            Workspace workspace,
            Viewport viewport,
            Runnable settled) {
        this.model = model;
        this.expanding = expanding;
        this.workspace = workspace;
        this.viewport = viewport;
        this.settled = settled;
        setPickOnBounds(false);
        Paint fill = expanding ? hatch() : DARKENED;
        for (Rectangle area : areas) {
            area.setManaged(false);
            area.setMouseTransparent(true);
            area.setFill(fill);
            getChildren().add(area);
        }
        getChildren().add(line);
        for (FrameSide side : FrameSide.values()) {
            addSide(side);
        }
        size.getStyleClass().add("canvas-label");
        size.setMouseTransparent(true);
        getChildren().add(size);
        handles.values().stream().filter(handle -> handle.side().isCorner()).forEach(Node::toFront);
        model.frame().addListener((_, _, _) -> {
            requestLayout();
            handles.values().forEach(FrameHandle::valueChanged);
        });
        workspace.document().addListener((_, old, now) -> {
            if (!old.size().equals(now.size())) {
                requestLayout();
            }
        });
        viewport.subscribe(this::requestLayout);
        visibleProperty().bind(shown);
    }

    /**
     * @param shown while it is to be seen
     * @param painted while something is seen where the hatching is
     * @param settled is called when a pulled side is let go
     */
    public static FrameOverlay expanding(
            FrameModel model,
            ObservableValue<Boolean> shown,
            ObservableValue<Boolean> painted,
            Workspace workspace,
            Viewport viewport,
            Runnable settled) {
        FrameOverlay overlay = new FrameOverlay(model, true, shown, workspace, viewport, settled);
        overlay.setId("frame");
        painted.subscribe(now -> overlay.areas.forEach(area -> area.setVisible(!now)));
        return overlay;
    }

    /** @param shown while it is cropped */
    public static FrameOverlay cropping(
            CropModel model, ObservableValue<Boolean> shown, Workspace workspace, Viewport viewport) {
        FrameOverlay overlay = new FrameOverlay(model, false, shown, workspace, viewport, () -> {});
        overlay.setId("crop-frame");
        return overlay;
    }

    private void addSide(FrameSide side) {
        FrameHandle handle = new FrameHandle(side, model, workspace);
        handle.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        handle.addEventHandler(MouseEvent.MOUSE_DRAGGED, event -> dragged(event, side));
        handle.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> released(event, side));
        Region knob = new Region();
        knob.getStyleClass().add("frame-knob");
        knob.setMouseTransparent(true);
        handle.focusVisibleProperty()
                .subscribe(focused ->
                        knob.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("handle-focused"), focused));
        handles.put(side, handle);
        knobs.put(side, knob);
        getChildren().addAll(handle, knob);
        if (!side.isCorner()) {
            Label number = new Label();
            number.getStyleClass().add("canvas-label");
            number.setMouseTransparent(true);
            numbers.put(side, number);
            getChildren().add(number);
        }
    }

    private void pressed(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY) {
            ((Node) event.getSource()).requestFocus();
            before = Optional.of(model.frame().get());
            pressedX = event.getSceneX();
            pressedY = event.getSceneY();
            event.consume();
        }
    }

    private void dragged(MouseEvent event, FrameSide side) {
        before.ifPresent(from -> {
            double zoom = viewport.length(1);
            IntRect picture = workspace.document().get().bounds();
            int dx = (int) Math.round((event.getSceneX() - pressedX) / zoom);
            int dy = (int) Math.round((event.getSceneY() - pressedY) / zoom);
            IntRect moved = side.moved(from, dx, dy, model);
            int near = (int) Math.floor(SNAP / zoom);
            model.frame()
                    .set(model.allowed(
                            snapped(moved.x(), picture.x(), near),
                            snapped(moved.y(), picture.y(), near),
                            snapped(moved.right(), picture.right(), near),
                            snapped(moved.bottom(), picture.bottom(), near)));
            event.consume();
        });
    }

    private static int snapped(int at, int border, int near) {
        return Math.abs(at - border) <= near ? border : at;
    }

    private void released(MouseEvent event, FrameSide side) {
        if (before.isPresent()) {
            dragged(event, side);
            before = Optional.empty();
            settled.run();
            event.consume();
        }
    }

    /** Gives a pull up that is going on; whether one was. */
    public boolean giveUp() {
        boolean pulling = before.isPresent();
        before.ifPresent(model.frame()::set);
        before = Optional.empty();
        return pulling;
    }

    @Override
    protected void layoutChildren() {
        IntRect frame = model.frame().get();
        IntRect picture = workspace.document().get().bounds();
        line.draw(frame, viewport);
        double left = viewport.x(frame.x());
        double top = viewport.y(frame.y());
        double right = viewport.x(frame.right());
        double bottom = viewport.y(frame.bottom());
        if (expanding) {
            between(
                    left,
                    top,
                    right,
                    bottom,
                    viewport.x(picture.x()),
                    viewport.y(picture.y()),
                    viewport.x(picture.right()),
                    viewport.y(picture.bottom()));
        } else {
            between(0, 0, getWidth(), getHeight(), left, top, right, bottom);
        }
        handles.forEach((side, handle) -> place(side, handle, left, top, right, bottom));
        numbers.forEach((side, number) -> {
            int outside = side.outside(frame, picture);
            number.setVisible(expanding && outside > 0);
            number.setText("+" + outside);
            number.autosize();
            double x = middle(side.x(), left, right) - (side.x() + 1) * number.getWidth() / 2 - side.x() * 2 * GAP;
            double y = middle(side.y(), top, bottom) - (side.y() + 1) * number.getHeight() / 2 - side.y() * 2 * GAP;
            number.relocate(Math.rint(x), Math.rint(y));
        });
        size.setVisible(!expanding || !frame.equals(picture));
        size.setText(frame.width() + " × " + frame.height());
        size.autosize();
        placeSize(left, top, bottom);
    }

    /** Inside the frame's upper left corner; in a frame so narrow that a number is there, below it, or above. */
    private void placeSize(double left, double top, double bottom) {
        double[] tops = {
            top + 2 * GAP, bottom - 2 * GAP - size.getHeight(), bottom + 2 * GAP, top - 2 * GAP - size.getHeight()
        };
        double x = Math.clamp(left + 2 * GAP, GAP, Math.max(GAP, getWidth() - size.getWidth() - GAP));
        for (double wanted : tops) {
            double y = Math.clamp(wanted, GAP, Math.max(GAP, getHeight() - size.getHeight() - GAP));
            size.relocate(x, y);
            if (numbers.values().stream()
                    .noneMatch(number ->
                            number.isVisible() && number.getBoundsInParent().intersects(size.getBoundsInParent()))) {
                return;
            }
        }
    }

    /** The four areas between two rectangles, the outer one first. */
    private void between(double left, double top, double right, double bottom, double l, double t, double r, double b) {
        double inLeft = Math.clamp(l, left, Math.max(left, right));
        double inRight = Math.clamp(r, inLeft, Math.max(inLeft, right));
        double inTop = Math.clamp(t, top, Math.max(top, bottom));
        double inBottom = Math.clamp(b, inTop, Math.max(inTop, bottom));
        area(0, left, top, right, inTop);
        area(1, left, inBottom, right, bottom);
        area(2, left, inTop, inLeft, inBottom);
        area(3, inRight, inTop, right, inBottom);
    }

    /** Only what lies in the view: a frame can be much larger. */
    private void area(int index, double left, double top, double right, double bottom) {
        double l = Math.max(left, -1);
        double t = Math.max(top, -1);
        Rectangle area = areas.get(index);
        area.setX(l);
        area.setY(t);
        area.setWidth(Math.max(0, Math.min(right, getWidth() + 1) - l));
        area.setHeight(Math.max(0, Math.min(bottom, getHeight() + 1) - t));
    }

    private void place(FrameSide side, FrameHandle handle, double left, double top, double right, double bottom) {
        double x = middle(side.x(), left, right);
        double y = middle(side.y(), top, bottom);
        if (side.isCorner()) {
            handle.resizeRelocate(x - CORNER / 2, y - CORNER / 2, CORNER, CORNER);
        } else if (side.x() != 0) {
            handle.resizeRelocate(x - SIDE / 2, top, SIDE, Math.max(0, bottom - top));
        } else {
            handle.resizeRelocate(left, y - SIDE / 2, Math.max(0, right - left), SIDE);
        }
        double across = side.isCorner() ? KNOB + 4 : side.x() != 0 ? KNOB : KNOB_LENGTH;
        double down = side.isCorner() ? KNOB + 4 : side.x() != 0 ? KNOB_LENGTH : KNOB;
        knobs.get(side).resizeRelocate(Math.rint(x - across / 2), Math.rint(y - down / 2), across, down);
    }

    private static double middle(int side, double low, double high) {
        return side < 0 ? low : side > 0 ? high : (low + high) / 2;
    }

    /** Oblique lines that are seen on light and on dark. */
    private static Paint hatch() {
        int period = 10;
        WritableImage tile = new WritableImage(period, period);
        for (int y = 0; y < period; y++) {
            for (int x = 0; x < period; x++) {
                int along = (x + y) % period;
                Color colour = along == 0 ? Color.gray(0.5, 0.8) : Color.gray(0.5, 0.22);
                tile.getPixelWriter().setColor(x, y, colour);
            }
        }
        return new ImagePattern(tile, 0, 0, period, period, false);
    }
}
