package studio.unclip.editor.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Corner;

/**
 * Selects a rectangle of whole pixels, or the ellipse in it, from where the pointer went down to where it is lifted.
 * Shift adds, Alt subtracts, both intersect; a click without a drag selects everything again.
 *
 * @param drag the gesture going on
 */
public record MarqueeTool(Shape shape, String label, Optional<Drag> drag) implements Tool {
    /** The most corners an ellipse is drawn with. */
    private static final int MOST_CORNERS = 720;

    private static final int LEAST_CORNERS = 24;

    /** What is selected of the dragged rectangle. */
    public enum Shape {
        RECTANGLE,
        ELLIPSE
    }

    /** Where the gesture began, how far it has come and what it will do. */
    public record Drag(Corner from, Corner to, Combine how) {
        private Drag to(PointerEvent pointer) {
            return new Drag(from, corner(pointer), how);
        }

        private IntRect rect() {
            return IntRect.between(
                    (int) Math.round(Math.min(from.canvasX(), to.canvasX())),
                    (int) Math.round(Math.min(from.canvasY(), to.canvasY())),
                    (int) Math.round(Math.max(from.canvasX(), to.canvasX())),
                    (int) Math.round(Math.max(from.canvasY(), to.canvasY())));
        }
    }

    public static MarqueeTool rectangle(String label) {
        return new MarqueeTool(Shape.RECTANGLE, label, Optional.empty());
    }

    public static MarqueeTool ellipse(String label) {
        return new MarqueeTool(Shape.ELLIPSE, label, Optional.empty());
    }

    @Override
    public boolean isBusy() {
        return drag.isPresent();
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        MarqueeTool idle = new MarqueeTool(shape, label, Optional.empty());
        return switch (event) {
            case PointerEvent pointer
            when drag.isEmpty() -> {
                if (pointer.kind() != PointerEvent.Kind.DOWN) {
                    yield Transition.of(this);
                }
                Corner from = corner(pointer);
                yield Transition.of(dragging(new Drag(from, from, Combining.of(pointer))));
            }
            case PointerEvent pointer -> {
                Drag now = drag.get().to(pointer);
                yield pointer.kind() == PointerEvent.Kind.UP
                        ? Transition.of(idle, ToolEffect.ShowOutline.NONE, apply(now))
                        : Transition.of(dragging(now), new ToolEffect.ShowOutline(outline(now.rect()), true));
            }
            // Only lifting the pointer makes a click of a press; what was dragged so far counts.
            case ToolEvent.Confirm()
            when drag.isPresent() && !drag.get().rect().isEmpty() ->
                Transition.of(idle, ToolEffect.ShowOutline.NONE, apply(drag.get()));
            case ToolEvent.Confirm(), ToolEvent.Cancel() ->
                isBusy() ? Transition.of(idle, ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private MarqueeTool dragging(Drag now) {
        return new MarqueeTool(shape, label, Optional.of(now));
    }

    private ToolEffect apply(Drag now) {
        SelectionEdit edit;
        if (now.rect().isEmpty() && now.how() == Combine.REPLACE) {
            edit = new SelectionEdit.All();
        } else if (shape == Shape.RECTANGLE) {
            edit = new SelectionEdit.Rectangle(now.rect(), now.how());
        } else {
            edit = new SelectionEdit.Lasso(outline(now.rect()), now.how());
        }
        return new ToolEffect.Apply(edit, label);
    }

    private static Corner corner(PointerEvent pointer) {
        return new Corner(pointer.canvasX(), pointer.canvasY());
    }

    private List<Corner> outline(IntRect r) {
        return shape == Shape.RECTANGLE
                ? List.of(
                        new Corner(r.x(), r.y()),
                        new Corner(r.right(), r.y()),
                        new Corner(r.right(), r.bottom()),
                        new Corner(r.x(), r.bottom()))
                : ellipse(r);
    }

    /** Corners a few pixels apart: an error below a tenth of a pixel up to ellipses of thousands of pixels. */
    private static List<Corner> ellipse(IntRect r) {
        double across = r.width() / 2.0;
        double down = r.height() / 2.0;
        int count = Math.clamp(r.width() + (long) r.height(), LEAST_CORNERS, MOST_CORNERS);
        List<Corner> corners = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            corners.add(new Corner(r.x() + across * (1 + Math.cos(angle)), r.y() + down * (1 + Math.sin(angle))));
        }
        return corners;
    }
}
