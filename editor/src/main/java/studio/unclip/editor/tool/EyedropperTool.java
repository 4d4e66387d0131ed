package studio.unclip.editor.tool;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.render.Flattener;

/**
 * Picks the colour all layers show under the pointer, while it is held down.
 *
 * @param down whether the pointer is held down
 */
public record EyedropperTool(boolean down) implements Tool {
    public EyedropperTool() {
        this(false);
    }

    @Override
    public boolean isBusy() {
        return down;
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        if (!(event instanceof PointerEvent pointer)) {
            return Transition.of(new EyedropperTool());
        }
        boolean held = pointer.kind() == PointerEvent.Kind.DOWN || (down && pointer.kind() == PointerEvent.Kind.MOVE);
        int x = (int) Math.floor(pointer.canvasX());
        int y = (int) Math.floor(pointer.canvasY());
        if (!held || !view.document().bounds().contains(x, y)) {
            return Transition.of(new EyedropperTool(held));
        }
        int argb = Flattener.flatten(view.document(), new IntRect(x, y, 1, 1)).argb(0, 0);
        return Transition.of(new EyedropperTool(true), new ToolEffect.PickColour(argb));
    }
}
