package studio.unclip.editor.edit;

import java.util.ArrayDeque;
import java.util.Deque;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskScratch;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/** The pixels like a given one: all of them, or those connected to it. */
final class BucketArea {
    private final TileMap colours;
    private final IntRect bounds;
    private final int tolerance;
    private final int wanted;
    private final MaskScratch found;

    // The tile last looked at; neighbours mostly lie in the same.
    private int cachedColumn = Integer.MIN_VALUE;
    private int cachedRow;
    private Tile cached;

    private BucketArea(TileMap colours, IntRect bounds, int tolerance, int wanted) {
        this.colours = colours;
        this.bounds = bounds;
        this.tolerance = tolerance;
        this.wanted = wanted;
        this.found = new MaskScratch(bounds);
    }

    /**
     * What a bucket fills: inside the selection.
     *
     * @param own the colours to compare; null compares what all layers show
     * @return 255 or less where the selection is soft; empty if the pixel lies outside the document
     */
    static MaskMap find(FillEdit.Bucket bucket, Document document, TileMap own) {
        IntRect bounds = document.bounds();
        MaskMap mask = like(bucket.canvasX(), bucket.canvasY(), bucket.tolerance(), bucket.contiguous(), document, own);
        return document.selection().isAll()
                ? mask
                : Masks.combine(mask, document.selection().coverage(), Combine.INTERSECT, bounds);
    }

    /**
     * Wherever the selection is.
     *
     * @param own the colours to compare; null compares what all layers show
     * @return 255 inside, 0 outside; empty if the pixel lies outside the document
     */
    static MaskMap like(int x, int y, int tolerance, boolean contiguous, Document document, TileMap own) {
        IntRect bounds = document.bounds();
        if (!bounds.contains(x, y)) {
            return MaskMap.EMPTY;
        }
        TileMap colours = own != null ? own : Flattener.tiles(document.layers(), bounds);
        BucketArea area = new BucketArea(colours, bounds, tolerance, colours.argb(x, y));
        if (contiguous) {
            area.flood(x, y);
        } else {
            area.scan();
        }
        return area.found.finish();
    }

    private boolean alike(int x, int y) {
        int column = x >> Tile.SHIFT;
        int row = y >> Tile.SHIFT;
        if (column != cachedColumn || row != cachedRow) {
            cached = colours.tile(column, row);
            cachedColumn = column;
            cachedRow = row;
        }
        int pixel = cached == null ? 0 : cached.argb(x & (Tile.SIZE - 1), y & (Tile.SIZE - 1));
        if (pixel == wanted || (pixel >>> 24 == 0 && wanted >>> 24 == 0)) {
            return true;
        }
        return near(pixel >>> 24, wanted >>> 24)
                && near((pixel >> 16) & 0xff, (wanted >> 16) & 0xff)
                && near((pixel >> 8) & 0xff, (wanted >> 8) & 0xff)
                && near(pixel & 0xff, wanted & 0xff);
    }

    private boolean near(int a, int b) {
        return Math.abs(a - b) <= tolerance;
    }

    private void scan() {
        for (int y = 0; y < bounds.height(); y++) {
            for (int x = 0; x < bounds.width(); x++) {
                int left = x;
                while (x < bounds.width() && alike(x, y)) {
                    x++;
                }
                found.fill(left, x, y);
            }
        }
    }

    /** Fills run by run: a run of like pixels in a row, then the runs that touch it above and below. */
    private void flood(int startX, int startY) {
        Deque<int[]> seeds = new ArrayDeque<>();
        seeds.add(new int[] {startX, startY});
        while (!seeds.isEmpty()) {
            int[] seed = seeds.pop();
            int y = seed[1];
            if (found.value(seed[0], y) != 0) {
                continue;
            }
            int left = seed[0];
            while (left > 0 && alike(left - 1, y)) {
                left--;
            }
            int right = seed[0] + 1;
            while (right < bounds.width() && alike(right, y)) {
                right++;
            }
            found.fill(left, right, y);
            addSeeds(seeds, left, right, y - 1);
            addSeeds(seeds, left, right, y + 1);
        }
    }

    private void addSeeds(Deque<int[]> seeds, int left, int right, int y) {
        if (y < 0 || y >= bounds.height()) {
            return;
        }
        boolean inRun = false;
        for (int x = left; x < right; x++) {
            boolean open = found.value(x, y) == 0 && alike(x, y);
            if (open && !inRun) {
                seeds.push(new int[] {x, y});
            }
            inRun = open;
        }
    }
}
