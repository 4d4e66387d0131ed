package studio.unclip.editor.tool;

import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.Refusal;

/**
 * Fills the area of like colour under the pointer.
 *
 * @param aim what is filled; a mask takes the colour's alpha as its value
 * @param argb {@code 0xAARRGGBB}
 * @param tolerance how far a channel may lie from the clicked pixel's, 0 to 255
 * @param contiguous whether only connected pixels are filled
 * @param sampleAll whether all layers are looked at, or only the active one
 */
public record FillTool(BrushTool.Aim aim, int argb, int tolerance, boolean contiguous, boolean sampleAll, String label)
        implements Tool {
    @Override
    public boolean isBusy() {
        return false;
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        if (!(event instanceof PointerEvent pointer) || pointer.kind() != PointerEvent.Kind.DOWN) {
            return Transition.of(this);
        }
        PaintTarget target = new PaintTarget.DocumentMask();
        if (aim != BrushTool.Aim.DOCUMENT_MASK) {
            if (view.activeLayer().isEmpty()) {
                return Transition.of(this, new ToolEffect.Refuse(Refusal.LAYER_MISSING));
            }
            LayerId layer = view.activeLayer().get();
            target = aim == BrushTool.Aim.LAYER ? new PaintTarget.Pixels(layer) : new PaintTarget.LayerMaskOf(layer);
        }
        FillEdit edit = new FillEdit.Bucket(
                target,
                (int) Math.floor(pointer.canvasX()),
                (int) Math.floor(pointer.canvasY()),
                argb,
                tolerance,
                contiguous,
                sampleAll);
        return Transition.of(this, new ToolEffect.Apply(edit, label));
    }
}
