package studio.unclip.editor.edit;

import java.util.List;
import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Corner;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.pixel.MaskMap;

/**
 * Changes of the selection, inside the document's bounds. Adding to "everything" begins a new selection, and a
 * selection in which nothing is left becomes "everything" again, as in other editors.
 */
public sealed interface SelectionEdit extends Edit {
    /** The changed selection's coverage. */
    MaskMap change(Document document);

    @Override
    @SuppressWarnings("ReferenceEquality") // unchanged masks are the same object
    default Document edited(Document document) {
        MaskMap changed = change(document);
        if (changed == document.selection().coverage()) {
            return document;
        }
        Selection selection = Selection.within(changed, document.bounds());
        return selection.isAll() && document.selection().isAll() ? document : document.withSelection(selection);
    }

    /** No limit any more. */
    record All() implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            return MaskMap.FULL;
        }
    }

    record Rectangle(IntRect rect, Combine how) implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            return join(document, Masks.rectangle(rect.intersect(document.bounds())), how);
        }
    }

    /** @param outline corners of a closed outline; inside by the even-odd rule */
    record Lasso(List<Corner> outline, Combine how) implements SelectionEdit {
        public Lasso {
            outline = List.copyOf(outline);
        }

        @Override
        public MaskMap change(Document document) {
            return join(document, Masks.polygon(outline, document.bounds()), how);
        }
    }

    /**
     * The area whose colour, as all layers show it, is like a pixel's.
     *
     * @param tolerance how far a channel may lie from the pixel's, 0 to 255
     * @param contiguous whether only pixels connected to it (by sides) are selected
     */
    record Like(int canvasX, int canvasY, int tolerance, boolean contiguous, Combine how) implements SelectionEdit {
        public Like {
            if (tolerance < 0 || tolerance > 255) {
                throw new IllegalArgumentException("tolerance must be 0 to 255, not " + tolerance);
            }
        }

        @Override
        public MaskMap change(Document document) {
            return join(document, BucketArea.like(canvasX, canvasY, tolerance, contiguous, document, null), how);
        }
    }

    record FromMask(Combine how) implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            MaskMap mask = Masks.combine(MaskMap.EMPTY, document.mask().coverage(), Combine.REPLACE, document.bounds());
            return join(document, mask, how);
        }
    }

    record Invert() implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            return Masks.invert(document.selection().coverage(), document.bounds());
        }
    }

    /** @param pixels 0 to {@link Masks#MAX_REACH} */
    record Grow(int pixels) implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            return Masks.grow(document.selection().coverage(), pixels, document.bounds());
        }
    }

    /** @param pixels 0 to {@link Masks#MAX_REACH} */
    record Shrink(int pixels) implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            MaskMap old = document.selection().coverage();
            return pixels == 0 || document.selection().isAll() ? old : Masks.shrink(old, pixels, document.bounds());
        }
    }

    /** @param pixels about how far the soft edge reaches on either side, 0 to {@link Masks#MAX_REACH} */
    record Feather(double pixels) implements SelectionEdit {
        @Override
        public MaskMap change(Document document) {
            return Masks.feather(document.selection().coverage(), pixels, document.bounds());
        }
    }

    /** Another selection altogether. */
    record Replace(MaskMap coverage) implements SelectionEdit {
        public Replace {
            Objects.requireNonNull(coverage);
        }

        @Override
        public MaskMap change(Document document) {
            return coverage;
        }
    }

    private static MaskMap join(Document document, MaskMap shape, Combine how) {
        Selection old = document.selection();
        boolean fresh = how == Combine.REPLACE || (how == Combine.ADD && old.isAll());
        if (fresh) {
            return shape;
        }
        MaskMap from = old.isAll() ? Masks.rectangle(document.bounds()) : old.coverage();
        return Masks.combine(from, shape, how, document.bounds());
    }
}
