package studio.unclip.editor.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Corner;

/**
 * Selects what a freely drawn line encloses. Shift adds, Alt subtracts, both intersect; a click without a drag selects
 * everything again.
 *
 * @param drag the gesture going on
 */
public record LassoTool(String label, Optional<Drag> drag) implements Tool {
    private static final int LEAST_CORNERS = 3;

    /** The line so far and what it will do. */
    public record Drag(List<Corner> corners, Combine how) {
        public Drag {
            corners = List.copyOf(corners);
        }
    }

    public LassoTool(String label) {
        this(label, Optional.empty());
    }

    @Override
    public boolean isBusy() {
        return drag.isPresent();
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        LassoTool idle = new LassoTool(label);
        return switch (event) {
            case PointerEvent pointer
            when drag.isEmpty() ->
                pointer.kind() == PointerEvent.Kind.DOWN
                        ? Transition.of(extended(List.of(), pointer, Combining.of(pointer)))
                        : Transition.of(this);
            case PointerEvent pointer -> {
                LassoTool longer =
                        extended(drag.get().corners(), pointer, drag.get().how());
                Drag now = longer.drag().orElseThrow();
                yield pointer.kind() == PointerEvent.Kind.UP
                        ? Transition.of(idle, ToolEffect.ShowOutline.NONE, apply(now))
                        : Transition.of(longer, new ToolEffect.ShowOutline(now.corners(), false));
            }
            // Only lifting the pointer makes a click of a press; what was enclosed so far counts.
            case ToolEvent.Confirm()
            when drag.isPresent() && drag.get().corners().size() >= LEAST_CORNERS ->
                Transition.of(idle, ToolEffect.ShowOutline.NONE, apply(drag.get()));
            case ToolEvent.Confirm(), ToolEvent.Cancel() ->
                isBusy() ? Transition.of(idle, ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private LassoTool extended(List<Corner> corners, PointerEvent pointer, Combine how) {
        Corner here = new Corner(pointer.canvasX(), pointer.canvasY());
        List<Corner> longer = new ArrayList<>(corners);
        if (corners.isEmpty() || !corners.getLast().equals(here)) {
            longer.add(here);
        }
        return new LassoTool(label, Optional.of(new Drag(longer, how)));
    }

    private ToolEffect apply(Drag drag) {
        SelectionEdit edit = drag.corners().size() < LEAST_CORNERS && drag.how() == Combine.REPLACE
                ? new SelectionEdit.All()
                : new SelectionEdit.Lasso(drag.corners(), drag.how());
        return new ToolEffect.Apply(edit, label);
    }
}
