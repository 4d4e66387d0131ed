package studio.unclip.editor.pixel;

import studio.unclip.editor.geom.IntRect;

/** Moves the contents of maps, and crops them. */
final class TileShift {
    private TileShift() {}

    static TileMap translate(TileMap map, int dx, int dy) {
        TileMap[] result = {TileMap.EMPTY};
        map.forEach((column, row, tile) -> forEachTarget(column, row, dx, dy, (c, r, moved) -> {
            if (moved.equals(TileMap.tileRect(c, r))) {
                result[0] = result[0].with(c, r, tile);
                return;
            }
            Tile old = result[0].tile(c, r);
            int[] pixels = old == null ? new int[Tile.AREA] : old.pixels().clone();
            copy(tile.pixels(), moved, pixels, TileMap.tileRect(c, r));
            result[0] = result[0].with(c, r, TileMap.tileOrNull(pixels));
        }));
        return result[0];
    }

    static MaskMap translate(MaskMap map, int dx, int dy) {
        MaskMap[] result = {MaskMap.uniform(map.background())};
        map.forEach((column, row, tile) -> forEachTarget(column, row, dx, dy, (c, r, moved) -> {
            if (moved.equals(TileMap.tileRect(c, r))) {
                result[0] = result[0].with(c, r, tile);
                return;
            }
            byte[] values = result[0].copyOfTile(c, r);
            copy(tile.values(), moved, values, TileMap.tileRect(c, r));
            result[0] = result[0].withValues(c, r, values);
        }));
        return result[0];
    }

    /** A place that a moved tile comes to lie on, wholly or in part. */
    private interface Target {
        void visit(int column, int row, IntRect moved);
    }

    private static void forEachTarget(int column, int row, int dx, int dy, Target target) {
        IntRect moved = TileMap.tileRect(column, row).translate(dx, dy);
        IntRect targets = TileMap.tilesOf(moved);
        for (int r = targets.y(); r < targets.bottom(); r++) {
            for (int c = targets.x(); c < targets.right(); c++) {
                target.visit(c, r, moved);
            }
        }
    }

    /** Copies between the arrays of two tiles where they overlap; both of {@code int} or both of {@code byte}. */
    @SuppressWarnings("SuspiciousSystemArraycopy") // the two callers pass two arrays of one type
    private static void copy(Object from, IntRect fromRect, Object to, IntRect toRect) {
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
