package studio.unclip.editor.pixel;

import studio.unclip.editor.geom.IntRect;

/** The exact extent of a mask. */
final class MaskBounds {
    private MaskBounds() {}

    static IntRect of(MaskMap mask, IntRect area) {
        IntRect all = IntRect.EMPTY;
        IntRect tiles = TileMap.tilesOf(area);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                IntRect rect = TileMap.tileRect(column, row);
                IntRect part = rect.intersect(area);
                MaskTile tile = mask.tile(column, row);
                if (all.contains(part) || (tile == null && mask.background() == 0)) {
                    continue;
                }
                all = all.union(tile == null ? part : ofTile(tile.values(), rect, part));
            }
        }
        return all;
    }

    private static IntRect ofTile(byte[] values, IntRect rect, IntRect part) {
        int left = part.right();
        int right = part.x();
        int top = part.bottom();
        int bottom = part.y();
        for (int y = part.y(); y < part.bottom(); y++) {
            int line = ((y - rect.y()) << Tile.SHIFT) - rect.x();
            for (int x = part.x(); x < part.right(); x++) {
                if (values[line + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        return IntRect.between(left, top, right, bottom);
    }
}
