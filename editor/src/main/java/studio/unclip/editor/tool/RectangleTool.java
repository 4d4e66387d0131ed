package studio.unclip.editor.tool;

import java.util.List;
import java.util.Optional;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Corner;

/**
 * Selects a rectangle of whole pixels from where the pointer went down to where it is lifted. Shift adds, Alt
 * subtracts, both intersect; a click without a drag selects everything again.
 *
 * @param drag the gesture going on
 */
public record RectangleTool(String label, Optional<Drag> drag) implements Tool {
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

    public RectangleTool(String label) {
        this(label, Optional.empty());
    }

    @Override
    public boolean isBusy() {
        return drag.isPresent();
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        RectangleTool idle = new RectangleTool(label);
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
                        : Transition.of(dragging(now), outline(now.rect()));
            }
            // Only lifting the pointer makes a click of a press; what was dragged so far counts.
            case ToolEvent.Confirm()
            when drag.isPresent() && !drag.get().rect().isEmpty() ->
                Transition.of(idle, ToolEffect.ShowOutline.NONE, apply(drag.get()));
            case ToolEvent.Confirm(), ToolEvent.Cancel() ->
                isBusy() ? Transition.of(idle, ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private RectangleTool dragging(Drag now) {
        return new RectangleTool(label, Optional.of(now));
    }

    private ToolEffect apply(Drag now) {
        SelectionEdit edit = now.rect().isEmpty() && now.how() == Combine.REPLACE
                ? new SelectionEdit.All()
                : new SelectionEdit.Rectangle(now.rect(), now.how());
        return new ToolEffect.Apply(edit, label);
    }

    private static Corner corner(PointerEvent pointer) {
        return new Corner(pointer.canvasX(), pointer.canvasY());
    }

    private static ToolEffect outline(IntRect r) {
        return new ToolEffect.ShowOutline(
                List.of(
                        new Corner(r.x(), r.y()),
                        new Corner(r.right(), r.y()),
                        new Corner(r.right(), r.bottom()),
                        new Corner(r.x(), r.bottom())),
                true);
    }
}
