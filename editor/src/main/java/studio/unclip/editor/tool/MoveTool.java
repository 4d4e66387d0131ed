package studio.unclip.editor.tool;

import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.Access;
import studio.unclip.editor.edit.EditRefusedException;
import studio.unclip.editor.edit.MoveLayer;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Corner;

/**
 * Moves the active layer by whole pixels. While it is dragged it is seen where it will lie; a large one leaves its place
 * only when it is let go, and an outline shows where to: all of its pixels cannot be moved for every frame. Shift keeps it
 * on one axis.
 *
 * @param drag the gesture going on
 */
public record MoveTool(String label, Optional<Drag> drag) implements Tool {
    /** Tiles of a layer that are moved in a few milliseconds: a picture of 2048 x 2048 that lies across their edges. */
    private static final int MOST_LIVE = 81;

    /**
     * A layer being dragged.
     *
     * @param layer which
     * @param bounds of what it shows, before
     * @param live whether it is seen moving
     * @param from where the pointer went down
     * @param dx document pixels so far
     * @param dy document pixels so far
     */
    public record Drag(LayerId layer, IntRect bounds, boolean live, Corner from, int dx, int dy) {
        private Drag to(PointerEvent pointer) {
            int x = (int) Math.round(pointer.canvasX() - from.canvasX());
            int y = (int) Math.round(pointer.canvasY() - from.canvasY());
            if (pointer.has(PointerEvent.Modifier.SHIFT)) {
                return Math.abs(x) >= Math.abs(y)
                        ? new Drag(layer, bounds, live, from, x, 0)
                        : new Drag(layer, bounds, live, from, 0, y);
            }
            return new Drag(layer, bounds, live, from, x, y);
        }

        private MoveLayer edit() {
            return new MoveLayer(layer, dx, dy);
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
                        : Transition.of(new MoveTool(label, Optional.of(now)), shown(now));
            }
            case ToolEvent.Confirm() -> drag.map(this::confirmed).orElse(Transition.of(this));
            // What is shown the session takes back.
            case ToolEvent.Cancel() ->
                isBusy() ? Transition.of(new MoveTool(label), ToolEffect.ShowOutline.NONE) : Transition.of(this);
        };
    }

    private Transition begin(PointerEvent pointer, ToolView view) {
        try {
            LayerId layer = view.activeLayer().orElseThrow(() -> new EditRefusedException(Refusal.LAYER_MISSING));
            Layer moved = Access.unlocked(view.document(), layer);
            IntRect bounds = MoveLayer.shownBy(moved);
            boolean live = MoveLayer.tiles(moved) <= MOST_LIVE;
            Corner from = new Corner(pointer.canvasX(), pointer.canvasY());
            return Transition.of(new MoveTool(label, Optional.of(new Drag(layer, bounds, live, from, 0, 0))));
        } catch (EditRefusedException e) {
            return Transition.of(this, new ToolEffect.Refuse(e.refusal()));
        }
    }

    private ToolEffect shown(Drag now) {
        return now.live() ? new ToolEffect.ShowEdit(now.edit(), label) : now.outline();
    }

    /** What is shown is kept as it is: nothing more is shown, for the document may have it already. */
    private Transition confirmed(Drag now) {
        return now.live() ? Transition.of(new MoveTool(label), new ToolEffect.KeepShown()) : end(now);
    }

    private Transition end(Drag now) {
        return now.live()
                ? Transition.of(new MoveTool(label), shown(now), new ToolEffect.KeepShown())
                : Transition.of(
                        new MoveTool(label), ToolEffect.ShowOutline.NONE, new ToolEffect.Apply(now.edit(), label));
    }
}
