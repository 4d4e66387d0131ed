package studio.unclip.editor.tool;

import studio.unclip.editor.edit.SelectionEdit;

/**
 * Selects the area of like colour under the pointer, as all layers show it. Shift adds, Alt subtracts, both intersect.
 *
 * @param tolerance how far a channel may lie from the pressed pixel's, 0 to 255
 * @param contiguous whether only connected pixels are selected
 */
public record WandTool(int tolerance, boolean contiguous, String label) implements Tool {
    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        if (!(event instanceof PointerEvent pointer) || pointer.kind() != PointerEvent.Kind.DOWN) {
            return Transition.of(this);
        }
        int x = (int) Math.floor(pointer.canvasX());
        int y = (int) Math.floor(pointer.canvasY());
        if (!view.document().bounds().contains(x, y)) {
            return Transition.of(this);
        }
        return Transition.of(
                this,
                new ToolEffect.Apply(
                        new SelectionEdit.Like(x, y, tolerance, contiguous, Combining.of(pointer)), label));
    }
}
