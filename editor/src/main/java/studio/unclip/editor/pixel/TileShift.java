package studio.unclip.editor.pixel;

import studio.unclip.editor.geom.IntRect;

/** Moves and crops the pixels of a map. */
final class TileShift {
    private TileShift() {}

    static TileMap translate(TileMap map, int dx, int dy) {
        TileMap[] result = {TileMap.EMPTY};
        boolean whole = (dx & (Tile.SIZE - 1)) == 0 && (dy & (Tile.SIZE - 1)) == 0;
        map.forEach((column, row, tile) -> {
            if (whole) {
                result[0] = result[0].with(column + (dx >> Tile.SHIFT), row + (dy >> Tile.SHIFT), tile);
                return;
            }
            IntRect moved = TileMap.tileRect(column, row).translate(dx, dy);
            IntRect targets = TileMap.tilesOf(moved);
            for (int r = targets.y(); r < targets.bottom(); r++) {
                for (int c = targets.x(); c < targets.right(); c++) {
                    Tile old = result[0].tile(c, r);
                    int[] pixels =
                            old == null ? new int[Tile.AREA] : old.pixels().clone();
                    copy(tile.pixels(), moved, pixels, TileMap.tileRect(c, r));
                    result[0] = result[0].with(c, r, TileMap.tileOrNull(pixels));
                }
            }
        });
        return result[0];
    }

    private static void copy(int[] from, IntRect fromRect, int[] to, IntRect toRect) {
        IntRect part = fromRect.intersect(toRect);
        for (int y = part.y(); y < part.bottom(); y++) {
            System.arraycopy(
                    from,
                    ((y - fromRect.y()) << Tile.SHIFT) + part.x() - fromRect.x(),
                    to,
                    ((y - toRect.y()) << Tile.SHIFT) + part.x() - toRect.x(),
                    part.width());
        }
    }

    static TileMap crop(TileMap map, IntRect area) {
        TileMap[] result = {map};
        map.forEach((column, row, tile) -> {
            IntRect rect = TileMap.tileRect(column, row);
            if (!area.intersects(rect)) {
                result[0] = result[0].with(column, row, null);
            } else if (!area.contains(rect)) {
                int[] pixels = new int[Tile.AREA];
                IntRect part = rect.intersect(area);
                for (int y = part.y(); y < part.bottom(); y++) {
                    int at = ((y - rect.y()) << Tile.SHIFT) + part.x() - rect.x();
                    System.arraycopy(tile.pixels(), at, pixels, at, part.width());
                }
                if (!java.util.Arrays.equals(pixels, tile.pixels())) {
                    result[0] = result[0].with(column, row, TileMap.tileOrNull(pixels));
                }
            }
        });
        return result[0];
    }
}
