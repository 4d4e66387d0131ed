package studio.unclip.editor.paint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/** A stroke on a pixel layer while it goes on. Mutable; one thread. */
public final class ColourStroke {
    /** From here on an opaque colour leaves nothing of what lies below, as the exact arithmetic rounds. */
    private static final float COVERED = 0.99999f;

    private final TileMap base;
    private final MaskMap selection;
    private final Brush brush;
    private final OptionalInt colour;
    private final Coverage coverage;
    private final Map<Coverage.TileAt, int[]> scratch = new HashMap<>();
    private TileMap painted;

    /**
     * @param base the layer as it was
     * @param selection where paint takes, 0 to 255
     * @param colour {@code 0xAARRGGBB}; empty erases
     * @param clip the document's bounds: nothing outside is painted
     */
    public ColourStroke(TileMap base, MaskMap selection, Brush brush, OptionalInt colour, IntRect clip) {
        this.base = base;
        this.selection = selection;
        this.brush = brush;
        this.colour = colour;
        this.coverage = new Coverage(clip);
        this.painted = base;
    }

    /**
     * Lays dabs down.
     *
     * @return the document pixels that may have changed
     */
    public IntRect add(List<Dab> dabs) {
        dabs.forEach(dab -> coverage.add(dab, brush.flow()));
        IntRect[] dirty = {IntRect.EMPTY};
        coverage.drainDirty((place, part) -> {
            paint(place, part);
            dirty[0] = dirty[0].union(part);
        });
        return dirty[0];
    }

    /** The layer with the stroke so far; tiles it has not touched are the base's. */
    public TileMap pixels() {
        return painted;
    }

    private void paint(Coverage.TileAt place, IntRect part) {
        Tile old = base.tile(place.column(), place.row());
        if (old == null && colour.isEmpty()) {
            return;
        }
        int[] before = old == null ? null : old.pixels();
        int[] after = scratch.computeIfAbsent(place, p -> before == null ? new int[Tile.AREA] : before.clone());
        char[] covered = coverage.tile(place);
        MaskTile limit = selection.tile(place.column(), place.row());
        byte[] limits = limit == null ? null : limit.values();
        float opacity = (float) brush.opacity() / Coverage.FULL;
        float uniform = opacity * selection.background() / 255f;
        IntRect rect = place.rect();
        boolean opaque = colour.isPresent() && colour.getAsInt() >>> 24 == 255;
        boolean changed = false;
        for (int y = part.y(); y < part.bottom(); y++) {
            int line = ((y - rect.y()) << Tile.SHIFT) - rect.x();
            for (int i = line + part.x(); i < line + part.right(); i++) {
                if (covered[i] == 0) {
                    continue; // Never covered: as it was.
                }
                float strength = covered[i] * (limits == null ? uniform : opacity * (limits[i] & 0xff) / 255f);
                int pixel = before == null ? 0 : before[i];
                int was = after[i];
                if (opaque && strength > COVERED) {
                    after[i] = colour.getAsInt();
                } else {
                    after[i] = colour.isPresent()
                            ? PaintArithmetic.over(pixel, colour.getAsInt(), strength)
                            : PaintArithmetic.erase(pixel, strength);
                }
                changed |= after[i] != was;
            }
        }
        if (!changed) {
            return; // outside the selection, or too faint to see: the tile stays shared
        }
        painted = painted.with(place.column(), place.row(), TileMap.tileOrNull(after.clone()));
    }
}
