package studio.unclip.editor.patch;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/**
 * How many pixels of the flattened picture differ between two states of a document, and by how much in the ring.
 *
 * @param inMask where the mask is above 0
 * @param inRing in the ring around it
 * @param outside anywhere else: 0 unless something went wrong
 * @param masked pixels where the mask is above 0, changed or not
 * @param ringDifference mean CIEDE2000 over all pixels of the ring, changed or not; 0 where there is no ring
 */
public record ChangeCount(long inMask, long inRing, long outside, long masked, double ringDifference) {
    /** Of a hundred masked pixels fewer than this many changed: nothing came of the painting. */
    private static final int LEAST_PERCENT = 1;

    /**
     * Compares what the two documents look like, pixel by pixel, all four channels as stored.
     *
     * @param mask 255 = repaint
     * @throws IllegalArgumentException if the documents' sizes differ
     */
    public static ChangeCount between(Document before, Document after, MaskMap mask, BlendRing ring) {
        if (!before.size().equals(after.size())) {
            throw new IllegalArgumentException(before.size() + " cannot be compared with " + after.size());
        }
        IntRect bounds = after.bounds();
        MaskMap reach = ring.reach(mask, bounds);
        long[] counts = new long[3];
        double[] difference = new double[1];
        Flattener.forEachChangedTile(before, after, bounds, (rect, old, changed) -> {
            IntRect part = rect.intersect(bounds);
            for (int y = part.y(); y < part.bottom(); y++) {
                for (int x = part.x(); x < part.right(); x++) {
                    int at = (y - rect.y()) * rect.width() + x - rect.x();
                    if (old[at] != changed[at]) {
                        int where = mask.value(x, y) > 0 ? 0 : reach.value(x, y) > 0 ? 1 : 2;
                        counts[where]++;
                        difference[0] += where == 1 ? ColourDifference.of(old[at], changed[at]) : 0;
                    }
                }
            }
        });
        long masked = above0(mask, bounds);
        long inRing = above0(reach, bounds) - masked;
        return new ChangeCount(counts[0], counts[1], counts[2], masked, inRing == 0 ? 0 : difference[0] / inRing);
    }

    /** How many values within the bounds are above 0. */
    private static long above0(MaskMap map, IntRect bounds) {
        long count = 0;
        IntRect tiles = TileMap.tilesOf(bounds);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                IntRect part = TileMap.tileRect(column, row).intersect(bounds);
                if (map.tile(column, row) == null) {
                    count += map.background() > 0 ? part.area() : 0;
                    continue;
                }
                for (int y = part.y(); y < part.bottom(); y++) {
                    for (int x = part.x(); x < part.right(); x++) {
                        count += map.value(x, y) > 0 ? 1 : 0;
                    }
                }
            }
        }
        return count;
    }

    /** Whether what was to be painted looks as it did: less than one masked pixel in a hundred changed. */
    public boolean hardlyAny() {
        return inMask * 100 < masked * LEAST_PERCENT;
    }

    public long total() {
        return inMask + inRing + outside;
    }
}
