package studio.unclip.editor.edit;

import java.util.function.IntBinaryOperator;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.paint.PaintArithmetic;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/** Areas filled with one colour, inside the selection and the document's bounds. */
public sealed interface FillEdit extends Edit {
    /** The selection (or all of the document) filled. */
    record Area(LayerId layer, int argb) implements FillEdit {
        @Override
        public Document edited(Document document) {
            return fill(
                    document,
                    layer,
                    document.selection().coverage(),
                    (pixel, covered) -> PaintArithmetic.over(pixel, argb, covered / 255f));
        }
    }

    /** The selection (or all of the document) made transparent; colours stay under alpha 0. */
    record Clear(LayerId layer) implements FillEdit {
        @Override
        public Document edited(Document document) {
            return fill(
                    document,
                    layer,
                    document.selection().coverage(),
                    (pixel, covered) -> PaintArithmetic.erase(pixel, covered / 255f));
        }
    }

    /**
     * The area of like colour around a pixel filled.
     *
     * @param target a layer's pixels, or a mask, which the colour's alpha is the new value of
     * @param argb {@code 0xAARRGGBB}
     * @param tolerance how far a channel may lie from the pixel's, 0 to 255
     * @param contiguous whether only pixels connected to it (by sides) are filled
     * @param sampleAll whether colours are compared as all layers show them, or as the target has them (a mask is
     *     always compared as all layers show)
     */
    record Bucket(
            PaintTarget target,
            int canvasX,
            int canvasY,
            int argb,
            int tolerance,
            boolean contiguous,
            boolean sampleAll)
            implements FillEdit {
        public Bucket {
            if (tolerance < 0 || tolerance > 255) {
                throw new IllegalArgumentException("tolerance must be 0 to 255, not " + tolerance);
            }
        }

        @Override
        public Document edited(Document document) {
            return switch (target) {
                case PaintTarget.Pixels(LayerId id) -> {
                    PixelLayer layer = Access.pixels(document, id);
                    MaskMap area = BucketArea.find(this, document, sampleAll ? null : layer.pixels());
                    yield fill(
                            document, id, area, (pixel, covered) -> PaintArithmetic.over(pixel, argb, covered / 255f));
                }
                case PaintTarget.MaskTarget mask -> {
                    MaskMap old = Access.mask(document, mask);
                    MaskMap area = BucketArea.find(this, document, null);
                    MaskMap filled = MaskEdit.Blend.towards(old, area, argb >>> 24, document.bounds());
                    yield Access.withMask(document, mask, filled);
                }
            };
        }
    }

    /** Changes every pixel the coverage reaches; whole tiles that end up equal share one tile. */
    private static Document fill(Document document, LayerId id, MaskMap coverage, IntBinaryOperator ink) {
        PixelLayer layer = Access.pixels(document, id);
        IntRect area = coverage.boundsWithin(document.bounds());
        IntRect tiles = TileMap.tilesOf(area);
        TileMap result = layer.pixels();
        Tile uniform = null;
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                IntRect rect = TileMap.tileRect(column, row);
                Tile old = layer.pixels().tile(column, row);
                boolean whole = old == null && coverage.tile(column, row) == null && area.contains(rect);
                if (whole && uniform != null) {
                    result = result.with(column, row, uniform);
                    continue;
                }
                Tile filled = TileFill.fill(old, coverage, rect, rect.intersect(area), ink);
                result = result.with(column, row, filled);
                uniform = whole ? filled : uniform;
            }
        }
        return new SetPixels(id, result).edited(document);
    }
}
