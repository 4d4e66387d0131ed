package studio.unclip.editor.paint;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * What a stroke has covered so far: 16 bits a pixel, in tiles. A dab of coverage d moves a pixel's coverage s to {@code
 * s + flow * max(0, d - s)}. Mutable; one thread, one stroke.
 */
final class Coverage {
    /** Full coverage. */
    static final int FULL = 65_535;

    /** A tile's column and row. */
    record TileAt(int column, int row) {
        IntRect rect() {
            return TileMap.tileRect(column, row);
        }
    }

    private final IntRect clip;
    private final Map<TileAt, char[]> tiles = new HashMap<>();
    private final Map<TileAt, IntRect> dirty = new LinkedHashMap<>();

    /** @param clip document pixels that can be covered */
    Coverage(IntRect clip) {
        this.clip = clip;
    }

    void add(Dab dab, double flow) {
        IntRect area = dab.bounds().intersect(clip);
        IntRect places = TileMap.tilesOf(area);
        for (int row = places.y(); row < places.bottom(); row++) {
            for (int column = places.x(); column < places.right(); column++) {
                TileAt place = new TileAt(column, row);
                IntRect part = place.rect().intersect(area);
                IntRect changed = add(dab, (float) flow, place, part);
                if (!changed.isEmpty()) {
                    dirty.merge(place, changed, IntRect::union);
                }
            }
        }
    }

    /** Returns what has changed: where a stroke goes on, that is a part of the dab, and most tiles behind it are as before. */
    private IntRect add(Dab dab, float flow, TileAt place, IntRect part) {
        char[] values = tiles.computeIfAbsent(place, p -> new char[Tile.AREA]);
        IntRect rect = place.rect();
        double inner = dab.inner();
        double outer = dab.outer();
        float full = (float) (dab.strength() * FULL);
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int top = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (int y = part.y(); y < part.bottom(); y++) {
            double dy = y + 0.5 - dab.canvasY();
            int line = ((y - rect.y()) << Tile.SHIFT) - rect.x();
            boolean changed = false;
            for (int x = part.x(); x < part.right(); x++) {
                int s = values[line + x];
                if (s >= full) {
                    continue; // No dab of this strength adds to it: most of what the last dabs covered.
                }
                double dx = x + 0.5 - dab.canvasX();
                double squared = dx * dx + dy * dy;
                if (squared >= outer * outer) {
                    continue;
                }
                float d = squared <= inner * inner ? full : full * (float) dab.profile(Math.sqrt(squared));
                if (d > s) {
                    values[line + x] = (char) (s + flow * (d - s) + 0.5f);
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    changed = true;
                }
            }
            if (changed) {
                top = Math.min(top, y);
                bottom = y + 1;
            }
        }
        return IntRect.between(left, top, right, bottom);
    }

    /** Hands out what changed since the last call: tiles, and the parts of them in document pixels. */
    void drainDirty(BiConsumer<TileAt, IntRect> consumer) {
        dirty.forEach(consumer);
        dirty.clear();
    }

    /** The tile's coverage, index {@code y * 256 + x}. */
    char[] tile(TileAt place) {
        return tiles.get(place);
    }
}
