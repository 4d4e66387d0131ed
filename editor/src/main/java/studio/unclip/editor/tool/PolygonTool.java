package studio.unclip.editor.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Corner;

/**
 * Selects a polygon: each press sets a corner; a press on the first corner or twice on one place closes it, and so does
 * Enter. Shift at the first press adds, Alt subtracts, both intersect.
 *
 * @param line the gesture going on
 */
public record PolygonTool(String label, Optional<Line> line) implements Tool {
    private static final int LEAST_CORNERS = 3;

    /** So near a corner a press means it, screen pixels. */
    private static final double NEAR = 8;

    /** The corners so far and what they will do. */
    public record Line(List<Corner> corners, Combine how) {
        public Line {
            corners = List.copyOf(corners);
        }

        private List<Corner> with(Corner next) {
            List<Corner> longer = new ArrayList<>(corners);
            longer.add(next);
            return longer;
        }
    }

    public PolygonTool(String label) {
        this(label, Optional.empty());
    }

    @Override
    public boolean isBusy() {
        return line.isPresent();
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        return switch (event) {
            case PointerEvent pointer when pointer.kind() == PointerEvent.Kind.DOWN -> pressed(pointer, view.scale());
            case PointerEvent pointer ->
                line.filter(_ -> pointer.kind() == PointerEvent.Kind.MOVE)
                        .map(now -> Transition.of(this, new ToolEffect.ShowOutline(now.with(at(pointer)), false)))
                        .orElse(Transition.of(this));
            case ToolEvent.Confirm() -> line.map(this::close).orElse(Transition.of(this));
            case ToolEvent.Cancel() ->
                isBusy() ? Transition.of(new PolygonTool(label), ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private Transition pressed(PointerEvent pointer, double scale) {
        Corner here = at(pointer);
        if (line.isEmpty()) {
            Line first = new Line(List.of(here), Combining.of(pointer));
            return Transition.of(
                    new PolygonTool(label, Optional.of(first)), new ToolEffect.ShowOutline(first.corners(), false));
        }
        Line now = line.get();
        boolean again = isNear(here, now.corners().getLast(), scale)
                || isNear(here, now.corners().getFirst(), scale);
        if (again) {
            return now.corners().size() >= LEAST_CORNERS ? close(now) : Transition.of(this);
        }
        Line longer = new Line(now.with(here), now.how());
        return Transition.of(
                new PolygonTool(label, Optional.of(longer)), new ToolEffect.ShowOutline(longer.corners(), false));
    }

    private Transition close(Line now) {
        PolygonTool idle = new PolygonTool(label);
        return now.corners().size() < LEAST_CORNERS
                ? Transition.of(idle, ToolEffect.ShowOutline.NONE)
                : Transition.of(
                        idle,
                        ToolEffect.ShowOutline.NONE,
                        new ToolEffect.Apply(new SelectionEdit.Lasso(now.corners(), now.how()), label));
    }

    private static boolean isNear(Corner a, Corner b, double scale) {
        return Math.hypot(a.canvasX() - b.canvasX(), a.canvasY() - b.canvasY()) * scale <= NEAR;
    }

    private static Corner at(PointerEvent pointer) {
        return new Corner(pointer.canvasX(), pointer.canvasY());
    }
}
