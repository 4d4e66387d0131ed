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
    /** Where the gesture began and what it will do. */
    public record Drag(Corner from, Combine how) {}

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
                Corner from = new Corner(pointer.canvasX(), pointer.canvasY());
                yield Transition.of(new RectangleTool(label, Optional.of(new Drag(from, Combining.of(pointer)))));
            }
            case PointerEvent pointer -> {
                IntRect rect = rect(drag.get().from(), pointer);
                yield pointer.kind() == PointerEvent.Kind.UP
                        ? Transition.of(
                                idle,
                                ToolEffect.ShowOutline.NONE,
                                apply(rect, drag.get().how()))
                        : Transition.of(this, outline(rect));
            }
            case ToolEvent.Confirm(), ToolEvent.Cancel() ->
                isBusy() ? Transition.of(idle, ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private ToolEffect apply(IntRect rect, Combine how) {
        SelectionEdit edit = rect.isEmpty() && how == Combine.REPLACE
                ? new SelectionEdit.All()
                : new SelectionEdit.Rectangle(rect, how);
        return new ToolEffect.Apply(edit, label);
    }

    private static IntRect rect(Corner from, PointerEvent to) {
        return IntRect.between(
                (int) Math.round(Math.min(from.canvasX(), to.canvasX())),
                (int) Math.round(Math.min(from.canvasY(), to.canvasY())),
                (int) Math.round(Math.max(from.canvasX(), to.canvasX())),
                (int) Math.round(Math.max(from.canvasY(), to.canvasY())));
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
