package studio.unclip.editor.session;

import java.util.List;
import java.util.OptionalInt;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.Access;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.SetPixels;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.paint.ColourStroke;
import studio.unclip.editor.paint.Dab;
import studio.unclip.editor.paint.MaskStroke;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.tool.ToolEffect;
import studio.unclip.editor.tool.ToolEffect.Ink;

/** A stroke that is going on: what the document was before it, and the edit it has come to. */
sealed interface LiveStroke {
    /** The document without the stroke. */
    Document before();

    /** Lays dabs down; returns the document pixels that may have changed. */
    IntRect add(List<Dab> dabs);

    /** The stroke so far as an edit of {@link #before}. */
    Edit edit();

    /** What is to be seen of it. */
    default Preview preview() {
        return new Preview(before(), edit());
    }

    /** @throws studio.unclip.editor.edit.EditRefusedException if the target does not allow it */
    static LiveStroke begin(Document document, ToolEffect.BeginStroke effect) {
        MaskMap selection = document.selection().coverage();
        return switch (effect.target()) {
            case PaintTarget.Pixels target -> {
                OptionalInt colour =
                        effect.ink() instanceof Ink.Colour ink ? OptionalInt.of(ink.argb()) : OptionalInt.empty();
                ColourStroke stroke = new ColourStroke(
                        Access.pixels(document, target.layer()).pixels(),
                        selection,
                        effect.brush(),
                        colour,
                        document.bounds());
                yield new OnPixels(document, target, stroke);
            }
            case PaintTarget.MaskTarget target -> {
                int value = switch (effect.ink()) {
                    case Ink.MaskIn() -> 255;
                    case Ink.Erase() -> 0;
                    case Ink.Colour(int argb) -> argb >>> 24;
                };
                MaskStroke stroke = new MaskStroke(
                        Access.mask(document, target), selection, effect.brush(), value, document.bounds());
                yield new OnMask(document, target, stroke);
            }
        };
    }

    /** On a layer's colours. */
    record OnPixels(Document before, PaintTarget.Pixels target, ColourStroke stroke) implements LiveStroke {
        @Override
        public IntRect add(List<Dab> dabs) {
            return stroke.add(dabs);
        }

        @Override
        public Edit edit() {
            return new SetPixels(target.layer(), stroke.pixels());
        }
    }

    /** On a mask. */
    record OnMask(Document before, PaintTarget.MaskTarget target, MaskStroke stroke) implements LiveStroke {
        @Override
        public IntRect add(List<Dab> dabs) {
            return stroke.add(dabs);
        }

        @Override
        public Edit edit() {
            return new MaskEdit.Replace(target, stroke.mask());
        }
    }
}
