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
 * s + flow * max(0, d - s)}; d falls smoothly from a dab's inner to its outer radius. Mutable; one thread, one stroke.
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
        Print print = new Print(dab, flow);
        int left = Integer.MAX_VALUE;
        int right = Integer.MIN_VALUE;
        int top = Integer.MAX_VALUE;
        int bottom = Integer.MIN_VALUE;
        for (int y = part.y(); y < part.bottom(); y++) {
            double dy = y + 0.5 - dab.canvasY();
            // No pixel's middle is nearer than the radius beyond this half chord.
            double chord = Math.sqrt(Math.max(0, dab.outer() * dab.outer() - dy * dy));
            int from = Math.max(part.x(), (int) Math.floor(dab.canvasX() - chord - 0.5));
            int to = Math.min(part.right(), (int) Math.ceil(dab.canvasX() + chord + 0.5));
            int line = ((y - rect.y()) << Tile.SHIFT) - rect.x();
            int first = print.row(values, line + from, line + to, from + 0.5 - dab.canvasX(), dy * dy);
            if (first >= 0) {
                left = Math.min(left, first - line);
                right = Math.max(right, print.last - line + 1);
                top = Math.min(top, y);
                bottom = y + 1;
            }
        }
        return IntRect.between(left, top, right, bottom);
    }

    /** A dab as its pixels need it: what is the same for all of them is worked out once. */
    private static final class Print {
        private final double innerSquared;
        private final double outerSquared;
        private final double inner;
        private final double fall;
        private final float full;
        private final float flow;

        /** The last index that the last row with a change changed. */
        private int last;

        Print(Dab dab, float flow) {
            this.inner = dab.inner();
            this.innerSquared = inner * inner;
            this.outerSquared = dab.outer() * dab.outer();
            this.fall = 1 / (dab.outer() - inner);
            this.full = (float) (dab.strength() * FULL);
            this.flow = flow;
        }

        /**
         * @param from the first index of the row
         * @param dx of the first one's middle from the dab's
         * @return the first index changed, or -1
         */
        int row(char[] values, int from, int to, double dx, double dySquared) {
            int first = -1;
            for (int i = from; i < to; i++) {
                int s = values[i];
                if (s >= full) {
                    continue; // No dab of this strength adds to it: most of what the last dabs covered.
                }
                double x = dx + (i - from);
                double squared = x * x + dySquared;
                if (squared >= outerSquared) {
                    continue;
                }
                float d = full;
                if (squared > innerSquared) {
                    double t = (Math.sqrt(squared) - inner) * fall;
                    d *= (float) (1 - t * t * (3 - 2 * t));
                }
                if (d > s) {
                    values[i] = (char) (s + flow * (d - s) + 0.5f);
                    first = first < 0 ? i : first;
                    last = i;
                }
            }
            return first;
        }
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
