package studio.unclip.editor.patch;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.render.Flattener;

/**
 * How many pixels of the flattened picture differ between two states of a document.
 *
 * @param inMask where the mask is above 0
 * @param inRing in the ring around it
 * @param outside anywhere else: 0 unless something went wrong
 */
public record ChangeCount(long inMask, long inRing, long outside) {
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
        Flattener.forEachChangedTile(before, after, bounds, (rect, old, changed) -> {
            IntRect part = rect.intersect(bounds);
            for (int y = part.y(); y < part.bottom(); y++) {
                for (int x = part.x(); x < part.right(); x++) {
                    int at = (y - rect.y()) * rect.width() + x - rect.x();
                    if (old[at] != changed[at]) {
                        counts[mask.value(x, y) > 0 ? 0 : reach.value(x, y) > 0 ? 1 : 2]++;
                    }
                }
            }
        });
        return new ChangeCount(counts[0], counts[1], counts[2]);
    }

    public long total() {
        return inMask + inRing + outside;
    }
}
