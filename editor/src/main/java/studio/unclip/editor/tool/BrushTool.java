package studio.unclip.editor.tool;

import java.util.Optional;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.Access;
import studio.unclip.editor.edit.EditRefusedException;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.edit.Room;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.paint.StrokePoint;
import studio.unclip.editor.paint.StrokeSampler;

/**
 * Paint brush, eraser, mask brush and mask eraser: they differ in ink and target.
 *
 * @param aim what strokes go to
 * @param label names its strokes in the history
 * @param stroke the line so far; empty between strokes
 */
public record BrushTool(Aim aim, ToolEffect.Ink ink, Brush brush, String label, Optional<StrokeSampler> stroke)
        implements Tool {
    /** What a brush works on. */
    public enum Aim {
        /** The active layer's pixels. */
        LAYER,
        /** The active layer's mask. */
        LAYER_MASK,
        /** The document's mask. */
        DOCUMENT_MASK
    }

    /** @param argb {@code 0xAARRGGBB} */
    public static BrushTool paint(Brush brush, int argb, String label) {
        return new BrushTool(Aim.LAYER, new ToolEffect.Ink.Colour(argb), brush, label, Optional.empty());
    }

    public static BrushTool eraser(Brush brush, String label) {
        return new BrushTool(Aim.LAYER, new ToolEffect.Ink.Erase(), brush, label, Optional.empty());
    }

    public static BrushTool mask(Aim aim, Brush brush, String label) {
        return new BrushTool(aim, new ToolEffect.Ink.MaskIn(), brush, label, Optional.empty());
    }

    public static BrushTool maskEraser(Aim aim, Brush brush, String label) {
        return new BrushTool(aim, new ToolEffect.Ink.Erase(), brush, label, Optional.empty());
    }

    @Override
    public boolean isBusy() {
        return stroke.isPresent();
    }

    @Override
    public Transition next(ToolEvent event, ToolView view) {
        return switch (event) {
            case PointerEvent pointer
            when stroke.isEmpty() ->
                pointer.kind() == PointerEvent.Kind.DOWN ? begin(pointer, view) : Transition.of(this);
            case PointerEvent pointer ->
                switch (pointer.kind()) {
                    case UP -> end(stroke.get().end(point(pointer)));
                    case MOVE, DOWN -> {
                        StrokeSampler.Sampled sampled = stroke.get().move(point(pointer));
                        yield Transition.of(drawing(sampled.next()), new ToolEffect.AddDabs(sampled.dabs()));
                    }
                };
            case ToolEvent.Confirm() -> stroke.map(line -> end(line.finish())).orElse(Transition.of(this));
            case ToolEvent.Cancel() ->
                isBusy() ? Transition.of(idle(), new ToolEffect.CancelStroke()) : Transition.of(this);
        };
    }

    private Transition begin(PointerEvent pointer, ToolView view) {
        PaintTarget target;
        try {
            target = target(view);
        } catch (EditRefusedException e) {
            return Transition.of(this, new ToolEffect.Refuse(e.refusal()));
        }
        StrokeSampler.Sampled first = StrokeSampler.begin(brush).move(point(pointer));
        return Transition.of(
                drawing(first.next()),
                new ToolEffect.BeginStroke(target, ink, brush),
                new ToolEffect.AddDabs(first.dabs()));
    }

    private Transition end(StrokeSampler.Sampled last) {
        return Transition.of(idle(), new ToolEffect.AddDabs(last.dabs()), new ToolEffect.EndStroke(label));
    }

    private PaintTarget target(ToolView view) {
        if (aim == Aim.DOCUMENT_MASK) {
            return new PaintTarget.DocumentMask();
        }
        LayerId layer = view.activeLayer().orElseThrow(() -> new EditRefusedException(Refusal.LAYER_MISSING));
        if (aim == Aim.LAYER) {
            Access.pixels(view.document(), layer);
            Room.requireForStroke(view.document(), layer);
            return new PaintTarget.Pixels(layer);
        }
        PaintTarget.LayerMaskOf mask = new PaintTarget.LayerMaskOf(layer);
        Access.mask(view.document(), mask);
        return mask;
    }

    private BrushTool idle() {
        return new BrushTool(aim, ink, brush, label, Optional.empty());
    }

    private BrushTool drawing(StrokeSampler sampler) {
        return new BrushTool(aim, ink, brush, label, Optional.of(sampler));
    }

    private static StrokePoint point(PointerEvent event) {
        return new StrokePoint(event.canvasX(), event.canvasY(), event.pressure(), event.nanos());
    }
}
