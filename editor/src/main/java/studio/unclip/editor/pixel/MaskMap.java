package studio.unclip.editor.pixel;

import java.util.Arrays;
import java.util.Set;
import studio.unclip.editor.geom.IntRect;

/**
 * A persistent, sparse map of 8-bit values, as {@link TileMap} is of colour. Places without a tile hold {@link
 * #background()}, so that inverting or filling a mask of any size is cheap. No tile is wholly background.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point
public final class MaskMap {
    private static final MaskMap[] UNIFORM = new MaskMap[256];

    static {
        for (int value = 0; value < 256; value++) {
            UNIFORM[value] = new MaskMap(Grid.empty(), value);
        }
    }

    /** 0 everywhere. */
    public static final MaskMap EMPTY = UNIFORM[0];

    /** 255 everywhere. */
    public static final MaskMap FULL = UNIFORM[255];

    /** Receives tiles; the tile is null only where maps are compared and this map has none there. */
    @FunctionalInterface
    public interface Visitor {
        void visit(int column, int row, MaskTile tile);
    }

    /** Changes the values of one tile in place. */
    @FunctionalInterface
    public interface Change {
        /** @param rect the tile's place in document pixels; {@code values[y * 256 + x]} */
        void apply(IntRect rect, byte[] values);
    }

    private final Grid<MaskTile> grid;
    private final int background;

    private MaskMap(Grid<MaskTile> grid, int background) {
        this.grid = grid;
        this.background = background;
    }

    /** @param value 0 to 255 */
    public static MaskMap uniform(int value) {
        return UNIFORM[value];
    }

    /** 0 outside the raster, whose upper left pixel lies at (x, y). */
    public static MaskMap of(MaskRaster mask, int x, int y) {
        return EMPTY.withRaster(mask, x, y);
    }

    /** The value of every place without a tile, 0 to 255. */
    public int background() {
        return background;
    }

    /** Whether every value is {@link #background()}. */
    public boolean isUniform() {
        return grid.isEmpty();
    }

    /** The tile, or null where all is background. */
    public MaskTile tile(int column, int row) {
        return grid.get(column, row);
    }

    /** @param tile null makes the place background */
    public MaskMap with(int column, int row, MaskTile tile) {
        Grid<MaskTile> changed = grid.with(column, row, tile);
        return changed == grid ? this : changed.isEmpty() ? UNIFORM[background] : new MaskMap(changed, background);
    }

    /** Takes the array over; a wholly background tile is not kept. */
    public MaskMap withValues(int column, int row, byte[] values) {
        for (byte value : values) {
            if ((value & 0xff) != background) {
                return with(column, row, MaskTile.owning(values));
            }
        }
        return with(column, row, null);
    }

    /** The value at (x, y) in document coordinates, 0 to 255. */
    public int value(int x, int y) {
        MaskTile tile = tile(x >> Tile.SHIFT, y >> Tile.SHIFT);
        return tile == null ? background : tile.value(x & (Tile.SIZE - 1), y & (Tile.SIZE - 1));
    }

    /** A fresh array with the values of one tile. */
    public byte[] copyOfTile(int column, int row) {
        MaskTile tile = tile(column, row);
        if (tile != null) {
            return tile.values().clone();
        }
        byte[] values = new byte[Tile.AREA];
        if (background != 0) {
            Arrays.fill(values, (byte) background);
        }
        return values;
    }

    public void forEach(Visitor visitor) {
        grid.forEach(visitor::visit);
    }

    /** As {@link TileMap#forEachUnseen}. */
    public void forEachUnseen(Set<Object> seen, Visitor visitor) {
        grid.forEachUnseen(seen, visitor::visit);
    }

    /** Visits every place where the other map has another tile (by identity), with this map's tile or null. */
    public void forEachDifference(MaskMap other, Visitor visitor) {
        grid.forEachDifference(other.grid, visitor::visit);
    }

    public int count() {
        return grid.count();
    }

    /** The smallest rectangle of whole tiles that holds every tile. */
    public IntRect tileBounds() {
        return TileMap.pixelsOf(grid.bounds());
    }

    /** The smallest rectangle inside {@code area} that holds every value above 0 there. */
    public IntRect boundsWithin(IntRect area) {
        return MaskBounds.of(this, area);
    }

    /** Changes every tile the area touches; tiles that come out the same are kept. */
    public MaskMap change(IntRect area, Change change) {
        IntRect tiles = TileMap.tilesOf(area);
        MaskMap result = this;
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                byte[] values = copyOfTile(column, row);
                change.apply(TileMap.tileRect(column, row), values);
                MaskTile old = tile(column, row);
                if (old == null || !Arrays.equals(old.values(), values)) {
                    result = result.withValues(column, row, values);
                }
            }
        }
        return result;
    }

    /** 255 minus every value, the background's too. */
    public MaskMap invert() {
        MaskMap[] result = {UNIFORM[255 - background]};
        grid.forEach((column, row, tile) -> {
            byte[] values = tile.values().clone();
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) ~values[i];
            }
            result[0] = result[0].withValues(column, row, values);
        });
        return result[0];
    }

    /** The values of the rectangle. */
    public MaskRaster toRaster(IntRect area) {
        byte[] values = new byte[Math.multiplyExact(area.width(), area.height())];
        Arrays.fill(values, (byte) background);
        grid.forEach((column, row, tile) -> {
            IntRect rect = TileMap.tileRect(column, row);
            IntRect part = rect.intersect(area);
            for (int y = part.y(); y < part.bottom(); y++) {
                System.arraycopy(
                        tile.values(),
                        ((y - rect.y()) << Tile.SHIFT) + part.x() - rect.x(),
                        values,
                        (y - area.y()) * area.width() + part.x() - area.x(),
                        part.width());
            }
        });
        return MaskRaster.owning(area.width(), area.height(), values);
    }

    /** This map with the raster's values in place of those under it, its upper left pixel at (x, y). */
    public MaskMap withRaster(MaskRaster mask, int x, int y) {
        IntRect area = new IntRect(x, y, mask.width(), mask.height());
        byte[] from = mask.bytes();
        return change(area, (rect, values) -> {
            IntRect part = rect.intersect(area);
            for (int row = part.y(); row < part.bottom(); row++) {
                System.arraycopy(
                        from,
                        (row - y) * area.width() + part.x() - x,
                        values,
                        ((row - rect.y()) << Tile.SHIFT) + part.x() - rect.x(),
                        part.width());
            }
        });
    }

    /** The same values moved by (dx, dy), tile by tile; whole tiles are shared when both are multiples of 256. */
    public MaskMap translate(int dx, int dy) {
        return dx == 0 && dy == 0 ? this : TileShift.translate(this, dx, dy);
    }

    /** The contents turned about the point (0, 0). */
    public MaskMap turn(Turn turn) {
        return TileTurn.turn(this, turn);
    }

    @Override
    public String toString() {
        return "MaskMap[" + count() + " tiles on " + background + "]";
    }
}
