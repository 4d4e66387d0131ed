package studio.unclip.editor.mask;

import java.util.List;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * Pure functions on masks. Where an area is asked for, nothing outside it changes; it is the document's bounds, so that
 * work and memory stay with what is visible.
 */
public final class Masks {
    private Masks() {}

    /** 255 inside the rectangle, 0 outside. */
    public static MaskMap rectangle(IntRect rect) {
        return MaskMap.EMPTY.change(rect, (tile, values) -> {
            IntRect part = tile.intersect(rect);
            for (int y = part.y(); y < part.bottom(); y++) {
                int at = ((y - tile.y()) << Tile.SHIFT) + part.x() - tile.x();
                java.util.Arrays.fill(values, at, at + part.width(), (byte) 255);
            }
        });
    }

    /**
     * The inside of a closed outline by the even-odd rule, its edge antialiased.
     *
     * @param outline corners in document pixels; the last joins the first
     * @param area clips
     */
    public static MaskMap polygon(List<Corner> outline, IntRect area) {
        return PolygonFill.fill(outline, area);
    }

    /** Joins a shape to a mask inside the area. */
    public static MaskMap combine(MaskMap old, MaskMap shape, Combine how, IntRect area) {
        IntRect tiles = TileMap.tilesOf(area);
        MaskMap result = old;
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                MaskTile tile = shape.tile(column, row);
                if (tile == null && (how == Combine.ADD || how == Combine.SUBTRACT) && shape.background() == 0) {
                    continue;
                }
                int uniform = shape.background();
                byte[] values = tile == null ? null : tile.values();
                IntRect rect = TileMap.tileRect(column, row);
                result = result.change(rect.intersect(area), (place, target) -> {
                    IntRect part = place.intersect(area);
                    for (int y = part.y(); y < part.bottom(); y++) {
                        int at = ((y - place.y()) << Tile.SHIFT) + part.x() - place.x();
                        for (int i = at; i < at + part.width(); i++) {
                            int value = values == null ? uniform : values[i] & 0xff;
                            target[i] = (byte) how.of(target[i] & 0xff, value);
                        }
                    }
                });
            }
        }
        return result;
    }

    /** 255 minus every value inside the area; 0 outside. */
    public static MaskMap invert(MaskMap mask, IntRect area) {
        return combine(MaskMap.EMPTY, mask.invert(), Combine.REPLACE, area);
    }

    /**
     * The largest value within a distance: the covered area grows by that many pixels, with a round front.
     *
     * @param pixels 0 to {@link #MAX_REACH}
     */
    public static MaskMap grow(MaskMap mask, int pixels, IntRect area) {
        return Neighbourhood.largest(mask, reach(pixels), area);
    }

    /** The smallest value within a distance; what lies outside the area counts as covered, so borders do not recede. */
    public static MaskMap shrink(MaskMap mask, int pixels, IntRect area) {
        return invert(Neighbourhood.largest(invert(mask, area), reach(pixels), area), area);
    }

    /**
     * Softens edges by a Gaussian whose visible extent is about {@code pixels} on either side (standard deviation: half
     * of it). Values beyond the area's border are taken to continue as they are there.
     *
     * @param pixels 0 to {@link #MAX_REACH}
     */
    public static MaskMap feather(MaskMap mask, double pixels, IntRect area) {
        if (!(pixels >= 0 && pixels <= MAX_REACH)) {
            throw new IllegalArgumentException("feather must be 0 to " + MAX_REACH + ", not " + pixels);
        }
        return pixels == 0 ? mask : Gaussian.blur(mask, pixels / 2, area);
    }

    /** Largest distance that masks grow, shrink and feather by, in pixels. */
    public static final int MAX_REACH = 512;

    private static int reach(int pixels) {
        if (pixels < 0 || pixels > MAX_REACH) {
            throw new IllegalArgumentException("must be 0 to " + MAX_REACH + ", not " + pixels);
        }
        return pixels;
    }
}
