package studio.unclip.editor.tool;

import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.Access;
import studio.unclip.editor.edit.EditRefusedException;
import studio.unclip.editor.edit.MoveLayer;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Corner;

/**
 * Moves the active layer by whole pixels; while it is dragged, an outline shows where it will lie. Shift keeps it on one
 * axis.
 *
 * @param drag the gesture going on
 */
public record MoveTool(String label, Optional<Drag> drag) implements Tool {
    /**
     * A layer being dragged.
     *
     * @param layer which
     * @param bounds of what it shows, before
     * @param from where the pointer went down
     * @param dx document pixels so far
     * @param dy document pixels so far
     */
    public record Drag(LayerId layer, IntRect bounds, Corner from, int dx, int dy) {
        private Drag to(PointerEvent pointer) {
            int x = (int) Math.round(pointer.canvasX() - from.canvasX());
            int y = (int) Math.round(pointer.canvasY() - from.canvasY());
            if (pointer.has(PointerEvent.Modifier.SHIFT)) {
                return Math.abs(x) >= Math.abs(y)
                        ? new Drag(layer, bounds, from, x, 0)
                        : new Drag(layer, bounds, from, 0, y);
            }
            return new Drag(layer, bounds, from, x, y);
        }

        private ToolEffect.ShowOutline outline() {
            IntRect r = bounds.translate(dx, dy);
            return new ToolEffect.ShowOutline(
                    List.of(
                            new Corner(r.x(), r.y()),
                            new Corner(r.right(), r.y()),
                            new Corner(r.right(), r.bottom()),
                            new Corner(r.x(), r.bottom())),
                    true);
        }
    }

    public MoveTool(String label) {
        this(label, Optional.empty());
    }

    @Override
    public boolean isBusy() {
        return drag.isPresent();
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        return switch (event) {
            case PointerEvent pointer
            when drag.isEmpty() ->
                pointer.kind() == PointerEvent.Kind.DOWN ? begin(pointer, view) : Transition.of(this);
            case PointerEvent pointer -> {
                Drag now = drag.get().to(pointer);
                yield pointer.kind() == PointerEvent.Kind.UP
                        ? end(now)
                        : Transition.of(new MoveTool(label, Optional.of(now)), now.outline());
            }
            case ToolEvent.Confirm() -> drag.map(this::end).orElse(Transition.of(this));
            case ToolEvent.Cancel() ->
                isBusy() ? Transition.of(new MoveTool(label), ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private Transition begin(PointerEvent pointer, ToolView view) {
        try {
            LayerId layer = view.activeLayer().orElseThrow(() -> new EditRefusedException(Refusal.LAYER_MISSING));
            IntRect bounds = MoveLayer.shownBy(Access.unlocked(view.document(), layer));
            Corner from = new Corner(pointer.canvasX(), pointer.canvasY());
            return Transition.of(new MoveTool(label, Optional.of(new Drag(layer, bounds, from, 0, 0))));
        } catch (EditRefusedException e) {
            return Transition.of(this, new ToolEffect.Refuse(e.refusal()));
        }
    }

    private Transition end(Drag now) {
        return Transition.of(
                new MoveTool(label),
                ToolEffect.ShowOutline.NONE,
                new ToolEffect.Apply(new MoveLayer(now.layer(), now.dx(), now.dy()), label));
    }
}
