package studio.unclip.editor.edit;

import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.PaintTarget.MaskTarget;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.pixel.MaskMap;

/** Changes of the document's mask or of a layer's, inside the document's bounds. */
public sealed interface MaskEdit extends Edit {
    MaskTarget target();

    /** The changed mask. */
    MaskMap change(MaskMap mask, Document document);

    @Override
    default Document edited(Document document) {
        return Access.withMask(document, target(), change(Access.mask(document, target()), document));
    }

    /** One value everywhere in the selection: 255 masks all, 0 clears. */
    record Fill(MaskTarget target, int value) implements MaskEdit {
        public Fill {
            if (value < 0 || value > 255) {
                throw new IllegalArgumentException("a mask's value is 0 to 255, not " + value);
            }
        }

        @Override
        public MaskMap change(MaskMap mask, Document document) {
            if (document.selection().isAll()) {
                return MaskMap.uniform(value);
            }
            return Blend.towards(mask, document.selection().coverage(), value, document.bounds());
        }
    }

    record Invert(MaskTarget target) implements MaskEdit {
        @Override
        public MaskMap change(MaskMap mask, Document document) {
            return mask.invert();
        }
    }

    /** @param pixels 0 to {@link Masks#MAX_REACH} */
    record Grow(MaskTarget target, int pixels) implements MaskEdit {
        @Override
        public MaskMap change(MaskMap mask, Document document) {
            return Masks.grow(mask, pixels, document.bounds());
        }
    }

    /** @param pixels 0 to {@link Masks#MAX_REACH} */
    record Shrink(MaskTarget target, int pixels) implements MaskEdit {
        @Override
        public MaskMap change(MaskMap mask, Document document) {
            return pixels == 0 ? mask : Masks.shrink(mask, pixels, document.bounds());
        }
    }

    /** @param pixels about how far the soft edge reaches on either side, 0 to {@link Masks#MAX_REACH} */
    record Feather(MaskTarget target, double pixels) implements MaskEdit {
        @Override
        public MaskMap change(MaskMap mask, Document document) {
            return Masks.feather(mask, pixels, document.bounds());
        }
    }

    /** Joins the selection to the mask. */
    record FromSelection(MaskTarget target, Combine how) implements MaskEdit {
        @Override
        public MaskMap change(MaskMap mask, Document document) {
            MaskMap shape = document.selection().coverage();
            return how == Combine.REPLACE ? shape : Masks.combine(mask, shape, how, document.bounds());
        }
    }

    /** Another mask altogether: a finished stroke, or a mask from elsewhere. */
    record Replace(MaskTarget target, MaskMap mask) implements MaskEdit {
        public Replace {
            Objects.requireNonNull(mask);
        }

        @Override
        public MaskMap change(MaskMap old, Document document) {
            return mask;
        }
    }

    /** Values pulled towards another. */
    final class Blend {
        private Blend() {}

        /** {@code old + (value - old) * coverage / 255}, rounded, inside the area. */
        static MaskMap towards(MaskMap mask, MaskMap coverage, int value, IntRect area) {
            IntRect touched = coverage.boundsWithin(area);
            return mask.change(touched, (tile, values) -> {
                IntRect part = tile.intersect(touched);
                for (int y = part.y(); y < part.bottom(); y++) {
                    for (int x = part.x(); x < part.right(); x++) {
                        int at = (y - tile.y()) * tile.width() + x - tile.x();
                        int old = values[at] & 0xff;
                        values[at] = (byte) Math.round(old + (value - old) * coverage.value(x, y) / 255f);
                    }
                }
            });
        }
    }
}
