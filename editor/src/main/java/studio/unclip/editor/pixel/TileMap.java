package studio.unclip.editor.pixel;

import java.util.Arrays;
import java.util.Set;
import studio.unclip.editor.geom.IntRect;

/**
 * The pixels of one layer: a persistent, sparse map of tiles. A missing tile is transparent ({@code 0x00000000}
 * everywhere). Tile (column, row) begins at pixel (column * 256, row * 256); columns and rows run from -2048 to 2047,
 * so pixels may also lie left of and above the document. A change returns another map that shares all other tiles.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point
public final class TileMap {
    public static final TileMap EMPTY = new TileMap(Grid.empty());

    /** Receives tiles; the tile is null only where maps are compared and this map has none there. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int column, int row, Tile tile);
    }

    /** Every pixel that a map can hold. */
    public static final IntRect REACH = pixelsOf(new IntRect(-Grid.HALF, -Grid.HALF, 2 * Grid.HALF, 2 * Grid.HALF));

    private final Grid<Tile> grid;

    private TileMap(Grid<Tile> grid) {
        this.grid = grid;
    }

    /** A picture whose upper left pixel lies at (x, y). */
    public static TileMap of(Raster picture, int x, int y) {
        return EMPTY.withRaster(picture, x, y);
    }

    public boolean isEmpty() {
        return grid.isEmpty();
    }

    /** The tile, or null where nothing is. */
    public Tile tile(int column, int row) {
        return grid.get(column, row);
    }

    /** @param tile null empties the place */
    public TileMap with(int column, int row, Tile tile) {
        Grid<Tile> changed = grid.with(column, row, tile);
        return changed == grid ? this : changed.isEmpty() ? EMPTY : new TileMap(changed);
    }

    /** {@code 0xAARRGGBB} of the pixel at (x, y) in document coordinates; 0 where no tile is. */
    public int argb(int x, int y) {
        Tile tile = tile(x >> Tile.SHIFT, y >> Tile.SHIFT);
        return tile == null ? 0 : tile.argb(x & (Tile.SIZE - 1), y & (Tile.SIZE - 1));
    }

    public void forEach(Visitor visitor) {
        grid.forEach(visitor::visit);
    }

    /** Visits the tiles of all parts of the map not yet in {@code seen} (from {@link #newSeen}), and adds those. */
    public void forEachUnseen(Set<Object> seen, Visitor visitor) {
        grid.forEachUnseen(seen, visitor::visit);
    }

    /** An empty set for {@link #forEachUnseen}. */
    public static Set<Object> newSeen() {
        return Grid.newSeen();
    }

    /** Visits every place where the other map has another tile (by identity), with this map's tile or null. */
    public void forEachDifference(TileMap other, Visitor visitor) {
        grid.forEachDifference(other.grid, visitor::visit);
    }

    /** How many tiles there are. */
    public int count() {
        return grid.count();
    }

    /** The smallest rectangle of whole tiles that holds every tile. */
    public IntRect bounds() {
        return pixelsOf(grid.bounds());
    }

    /** The smallest rectangle of whole tiles that holds the pixels. */
    public static IntRect aroundTiles(IntRect pixels) {
        return pixelsOf(tilesOf(pixels));
    }

    /** The pixels of a rectangle of tiles. */
    static IntRect pixelsOf(IntRect tiles) {
        return new IntRect(
                tiles.x() << Tile.SHIFT,
                tiles.y() << Tile.SHIFT,
                tiles.width() << Tile.SHIFT,
                tiles.height() << Tile.SHIFT);
    }

    /** The pixels of tile (column, row). */
    public static IntRect tileRect(int column, int row) {
        return new IntRect(column << Tile.SHIFT, row << Tile.SHIFT, Tile.SIZE, Tile.SIZE);
    }

    /** The tiles a pixel rectangle touches, as a rectangle of columns and rows. */
    public static IntRect tilesOf(IntRect pixels) {
        return pixels.isEmpty()
                ? IntRect.EMPTY
                : IntRect.between(
                        pixels.x() >> Tile.SHIFT,
                        pixels.y() >> Tile.SHIFT,
                        ((pixels.right() - 1) >> Tile.SHIFT) + 1,
                        ((pixels.bottom() - 1) >> Tile.SHIFT) + 1);
    }

    /** The pixels of the rectangle; transparent where no tile is. */
    public Raster toRaster(IntRect area) {
        byte[] rgba = new byte[Math.multiplyExact(Math.multiplyExact(area.width(), area.height()), 4)];
        IntRect tiles = tilesOf(area);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                Tile tile = tile(column, row);
                if (tile != null) {
                    RasterCopy.toRgba(tile.pixels(), tileRect(column, row), area, rgba);
                }
            }
        }
        return Raster.owning(area.width(), area.height(), rgba);
    }

    /** This map with the picture's pixels in place of those under it, its upper left pixel at (x, y). */
    public TileMap withRaster(Raster picture, int x, int y) {
        IntRect area = new IntRect(x, y, picture.width(), picture.height());
        IntRect tiles = tilesOf(area);
        TileMap result = this;
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                Tile old = tile(column, row);
                int[] pixels = old == null ? new int[Tile.AREA] : old.pixels().clone();
                RasterCopy.fromRgba(picture.bytes(), area, tileRect(column, row), pixels);
                if (old == null || !Arrays.equals(old.pixels(), pixels)) {
                    result = result.with(column, row, tileOrNull(pixels));
                }
            }
        }
        return result;
    }

    /** The same pixels moved by (dx, dy); whole tiles are shared when both are multiples of 256. */
    public TileMap translate(int dx, int dy) {
        if (dx == 0 && dy == 0) {
            return this;
        }
        return TileShift.translate(this, dx, dy);
    }

    /** The contents turned about the point (0, 0). */
    public TileMap turn(Turn turn) {
        return TileTurn.turn(this, turn);
    }

    /** Without the tiles that lie wholly outside the rectangle, and with the pixels outside it cleared in the rest. */
    public TileMap crop(IntRect area) {
        return TileShift.crop(this, area);
    }

    /** A tile that takes the array over, or null if every pixel is {@code 0x00000000}. */
    public static Tile tileOrNull(int[] pixels) {
        for (int pixel : pixels) {
            if (pixel != 0) {
                return Tile.owning(pixels);
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "TileMap[" + count() + " tiles]";
    }
}
