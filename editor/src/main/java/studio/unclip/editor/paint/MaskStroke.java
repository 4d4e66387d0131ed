package studio.unclip.editor.paint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/** A stroke on a mask while it goes on. Mutable; one thread. */
public final class MaskStroke {
    private final MaskMap base;
    private final MaskMap selection;
    private final Brush brush;
    private final int value;
    private final Coverage coverage;
    private final Map<Coverage.TileAt, byte[]> scratch = new HashMap<>();
    private MaskMap painted;

    /**
     * @param base the mask as it was
     * @param selection where paint takes, 0 to 255
     * @param value what it is pulled towards: 255 masks, 0 erases
     * @param clip the document's bounds: nothing outside is painted
     */
    public MaskStroke(MaskMap base, MaskMap selection, Brush brush, int value, IntRect clip) {
        this.base = base;
        this.selection = selection;
        this.brush = brush;
        this.value = value;
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

    /** The mask with the stroke so far; tiles it has not touched are the base's. */
    public MaskMap mask() {
        return painted;
    }

    private void paint(Coverage.TileAt place, IntRect part) {
        MaskTile old = base.tile(place.column(), place.row());
        byte[] before = old == null ? null : old.values();
        byte[] after = scratch.computeIfAbsent(place, p -> base.copyOfTile(p.column(), p.row()));
        char[] covered = coverage.tile(place);
        MaskTile limit = selection.tile(place.column(), place.row());
        byte[] limits = limit == null ? null : limit.values();
        float opacity = (float) brush.opacity() / Coverage.FULL;
        float uniform = opacity * selection.background() / 255f;
        IntRect rect = place.rect();
        boolean changed = false;
        for (int y = part.y(); y < part.bottom(); y++) {
            int line = ((y - rect.y()) << Tile.SHIFT) - rect.x();
            for (int i = line + part.x(); i < line + part.right(); i++) {
                float strength = covered[i] * (limits == null ? uniform : opacity * (limits[i] & 0xff) / 255f);
                int was = before == null ? base.background() : before[i] & 0xff;
                byte pulled = (byte) PaintArithmetic.pull(was, value, strength);
                changed |= after[i] != pulled;
                after[i] = pulled;
            }
        }
        if (!changed) {
            return; // outside the selection, or too faint to see: the tile stays shared
        }
        painted = painted.withValues(place.column(), place.row(), after.clone());
    }
}
