package studio.unclip.editor.pixel;

/** Turns the contents of maps: each tile in itself, and to its new place among the tiles. */
final class TileTurn {
    private TileTurn() {}

    static TileMap turn(TileMap map, Turn turn) {
        TileMap[] result = {TileMap.EMPTY};
        map.forEach((column, row, tile) -> {
            int[] from = tile.pixels();
            int[] to = new int[Tile.AREA];
            for (int at = 0; at < Tile.AREA; at++) {
                to[target(at, turn)] = from[at];
            }
            result[0] = result[0].with(turn.x(column, row), turn.y(column, row), TileMap.tileOrNull(to));
        });
        return result[0];
    }

    static MaskMap turn(MaskMap map, Turn turn) {
        MaskMap[] result = {MaskMap.uniform(map.background())};
        map.forEach((column, row, tile) -> {
            byte[] from = tile.values();
            byte[] to = new byte[Tile.AREA];
            for (int at = 0; at < Tile.AREA; at++) {
                to[target(at, turn)] = from[at];
            }
            result[0] = result[0].withValues(turn.x(column, row), turn.y(column, row), to);
        });
        return result[0];
    }

    /** Where a pixel of a tile comes to lie in the turned tile. */
    private static int target(int at, Turn turn) {
        int x = at & (Tile.SIZE - 1);
        int y = at >> Tile.SHIFT;
        // A tile has as many columns as rows, a power of two: the mask moves -1 to the last.
        return ((turn.y(x, y) & (Tile.SIZE - 1)) << Tile.SHIFT) + (turn.x(x, y) & (Tile.SIZE - 1));
    }
}
