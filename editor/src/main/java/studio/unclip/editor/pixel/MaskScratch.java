package studio.unclip.editor.pixel;

import java.util.Arrays;
import studio.unclip.editor.geom.IntRect;

/** A mask while it is drawn, 0 at first; takes room only for tiles that are drawn on. Mutable; one thread. */
public final class MaskScratch {
    private final IntRect places;
    private final byte[][] tiles;

    /** @param area where it will be drawn on, document pixels */
    public MaskScratch(IntRect area) {
        places = TileMap.tilesOf(area);
        tiles = new byte[Math.multiplyExact(places.width(), places.height())][];
    }

    /** The value so far, 0 to 255; (x, y) lies in the area. */
    public int value(int x, int y) {
        byte[] tile = tiles[index(x >> Tile.SHIFT, y >> Tile.SHIFT)];
        return tile == null ? 0 : tile[at(x, y)] & 0xff;
    }

    /** 255 from column {@code left} up to, not including, {@code right}. */
    public void fill(int left, int right, int y) {
        for (int x = left; x < right; ) {
            int end = Math.min(right, (x | (Tile.SIZE - 1)) + 1);
            byte[] tile = tile(x, y);
            Arrays.fill(tile, at(x, y), at(x, y) + end - x, (byte) 255);
            x = end;
        }
    }

    /** Copies values to row y from column x on. */
    public void put(int x, int y, byte[] values, int from, int count) {
        for (int done = 0; done < count; ) {
            int column = x + done;
            int part = Math.min(count - done, Tile.SIZE - (column & (Tile.SIZE - 1)));
            System.arraycopy(values, from + done, tile(column, y), at(column, y), part);
            done += part;
        }
    }

    /** The mask; this takes no more drawing afterwards. */
    public MaskMap finish() {
        MaskMap mask = MaskMap.EMPTY;
        for (int i = 0; i < tiles.length; i++) {
            if (tiles[i] != null) {
                mask = mask.withValues(places.x() + i % places.width(), places.y() + i / places.width(), tiles[i]);
            }
        }
        return mask;
    }

    private byte[] tile(int x, int y) {
        int index = index(x >> Tile.SHIFT, y >> Tile.SHIFT);
        if (tiles[index] == null) {
            tiles[index] = new byte[Tile.AREA];
        }
        return tiles[index];
    }

    private int index(int column, int row) {
        return (row - places.y()) * places.width() + column - places.x();
    }

    private static int at(int x, int y) {
        return ((y & (Tile.SIZE - 1)) << Tile.SHIFT) | (x & (Tile.SIZE - 1));
    }
}
