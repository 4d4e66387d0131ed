package studio.unclip.editor.file.flat;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/**
 * A picture to be written: layers composed over transparency, or one layer's pixels just as they are.
 *
 * @param layers bottom first
 * @param asIs whether the pixels of the one layer are taken untouched, colours under full transparency included
 * @param area what is written, in document coordinates; begins on a tile's edge or is cut into strips from its top
 */
public record FlatPicture(List<Layer> layers, boolean asIs, IntRect area) {
    /** Rows of a strip: those of a tile, so that a changed tile costs one strip. */
    public static final int STRIP_ROWS = Tile.SIZE;

    public int strips() {
        return (area.height() + STRIP_ROWS - 1) / STRIP_ROWS;
    }

    private IntRect strip(int number) {
        int top = area.y() + number * STRIP_ROWS;
        return new IntRect(area.x(), top, area.width(), Math.min(STRIP_ROWS, area.bottom() - top));
    }

    /** Straight {@code 0xAARRGGBB} of one strip. Safe for threads. */
    public int[] pixels(int number) {
        IntRect rect = strip(number);
        TileMap map = asIs ? ((PixelLayer) layers.getFirst()).pixels() : Flattener.tiles(layers, rect);
        return rows(map, rect);
    }

    public int rows(int number) {
        return strip(number).height();
    }

    public static int[] rows(TileMap map, IntRect rect) {
        int[] rows = new int[Math.multiplyExact(rect.width(), rect.height())];
        IntRect tiles = TileMap.tilesOf(rect);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                Tile tile = map.tile(column, row);
                if (tile != null) {
                    copy(tile.pixels(), TileMap.tileRect(column, row), rows, rect);
                }
            }
        }
        return rows;
    }

    private static void copy(int[] from, IntRect fromRect, int[] to, IntRect toRect) {
        IntRect part = fromRect.intersect(toRect);
        for (int y = part.y(); y < part.bottom(); y++) {
            System.arraycopy(
                    from,
                    ((y - fromRect.y()) << Tile.SHIFT) + part.x() - fromRect.x(),
                    to,
                    (y - toRect.y()) * toRect.width() + part.x() - toRect.x(),
                    part.width());
        }
    }

    /** The strips that may look different from another picture's; all of them if the two have little in common. */
    public BitSet changedStrips(FlatPicture before) {
        BitSet changed = new BitSet(strips());
        if (!area.equals(before.area) || asIs != before.asIs || !collect(before.layers, layers, changed)) {
            changed.set(0, strips());
        }
        return changed;
    }

    /** Whether the layers can be compared tile by tile. */
    private boolean collect(List<Layer> before, List<Layer> after, BitSet changed) {
        if (before.size() != after.size()) {
            return false;
        }
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(after.get(i)) && !collect(before.get(i), after.get(i), changed)) {
                return false;
            }
        }
        return true;
    }

    private boolean collect(Layer before, Layer after, BitSet changed) {
        if (!after.visible() && !before.visible() && !asIs) {
            return true;
        }
        if (before.visible() != after.visible()
                || before.opacity() != after.opacity()
                || before.blend() != after.blend()
                || !collectMask(before.mask(), after.mask(), changed)) {
            return false;
        }
        return switch (after) {
            case PixelLayer pixels -> {
                if (!(before instanceof PixelLayer old)) {
                    yield false;
                }
                pixels.pixels().forEachDifference(old.pixels(), (column, row, tile) -> mark(row, changed));
                yield true;
            }
            case GroupLayer group ->
                before instanceof GroupLayer old && collect(old.children(), group.children(), changed);
        };
    }

    private boolean collectMask(Optional<LayerMask> before, Optional<LayerMask> after, BitSet changed) {
        if (asIs) {
            return true;
        }
        Optional<MaskMap> old = before.filter(LayerMask::enabled).map(LayerMask::coverage);
        Optional<MaskMap> now = after.filter(LayerMask::enabled).map(LayerMask::coverage);
        if (old.isEmpty() || now.isEmpty()) {
            return old.isEmpty() && now.isEmpty();
        }
        if (old.get().background() != now.get().background()) {
            return false;
        }
        now.get().forEachDifference(old.get(), (column, row, tile) -> mark(row, changed));
        return true;
    }

    private void mark(int tileRow, BitSet changed) {
        int first = Math.floorDiv((tileRow << Tile.SHIFT) - area.y(), STRIP_ROWS);
        int last = Math.floorDiv((tileRow << Tile.SHIFT) + Tile.SIZE - 1 - area.y(), STRIP_ROWS);
        for (int strip = Math.max(0, first); strip <= Math.min(last, strips() - 1); strip++) {
            changed.set(strip);
        }
    }
}
