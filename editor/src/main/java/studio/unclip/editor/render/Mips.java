package studio.unclip.editor.render;

import java.util.WeakHashMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/**
 * Tiles at half, quarter, … size: level L has 256 / 2^L pixels a side, each the mean (premultiplied) of the four above
 * it. Kept by tile identity for as long as the tile lives, within a budget. Confined to one thread.
 */
final class Mips {
    /** The level at which a tile is one pixel. */
    static final int COARSEST = Tile.SHIFT;

    /** About what an entry takes beside its pixels. */
    private static final long OVERHEAD = 200;

    private final GenerationCache<Tile, int[][]> colours;
    private final GenerationCache<MaskTile, byte[][]> masks;

    Mips(long budgetBytes) {
        // Tiles do not override equals, so weak maps compare them by identity.
        colours = new GenerationCache<>(WeakHashMap::new, budgetBytes * 3 / 4);
        masks = new GenerationCache<>(WeakHashMap::new, budgetBytes / 4);
    }

    /** Straight {@code 0xAARRGGBB}; the tile's own array at level 0. */
    int[] colours(Tile tile, int level) {
        if (level == 0) {
            return tile.pixels();
        }
        int[][] levels = colours.get(tile);
        if (levels != null && levels[level] != null) {
            return levels[level];
        }
        int[] pixels = tile.pixels();
        for (int l = 1, side = Tile.SIZE / 2; l <= level; l++, side /= 2) {
            pixels = halve(pixels, side);
        }
        int[][] kept = levels == null ? new int[COARSEST + 1][] : levels.clone();
        kept[level] = pixels;
        colours.put(tile, kept, bytes(kept));
        return pixels;
    }

    byte[] values(MaskTile tile, int level) {
        if (level == 0) {
            return tile.values();
        }
        byte[][] levels = masks.get(tile);
        if (levels != null && levels[level] != null) {
            return levels[level];
        }
        byte[] values = tile.values();
        for (int l = 1, side = Tile.SIZE / 2; l <= level; l++, side /= 2) {
            values = halve(values, side);
        }
        byte[][] kept = levels == null ? new byte[COARSEST + 1][] : levels.clone();
        kept[level] = values;
        masks.put(tile, kept, bytes(kept));
        return values;
    }

    private static long bytes(int[][] levels) {
        long sum = OVERHEAD;
        for (int[] level : levels) {
            sum += level == null ? 0 : level.length * 4L;
        }
        return sum;
    }

    private static long bytes(byte[][] levels) {
        long sum = OVERHEAD;
        for (byte[] level : levels) {
            sum += level == null ? 0 : level.length;
        }
        return sum;
    }

    private static int[] halve(int[] pixels, int side) {
        int[] half = new int[side * side];
        for (int y = 0; y < side; y++) {
            int upper = y * side * 4;
            int lower = upper + side * 2;
            for (int x = 0; x < side; x++) {
                int i = 2 * x;
                half[y * side + x] =
                        mean(pixels[upper + i], pixels[upper + i + 1], pixels[lower + i], pixels[lower + i + 1]);
            }
        }
        return half;
    }

    private static int mean(int p, int q, int r, int s) {
        if (p == q && p == r && p == s) {
            return p;
        }
        if ((p & q & r & s) >>> 24 == 255) {
            // Opaque: two channels at a time, each with ten bits of room.
            int even = (p & 0xff00ff) + (q & 0xff00ff) + (r & 0xff00ff) + (s & 0xff00ff) + 0x20002;
            int green = (p & 0xff00) + (q & 0xff00) + (r & 0xff00) + (s & 0xff00) + 0x200;
            return 0xff000000 | ((even >>> 2) & 0xff00ff) | ((green >>> 2) & 0xff00);
        }
        int ap = p >>> 24;
        int aq = q >>> 24;
        int ar = r >>> 24;
        int as = s >>> 24;
        int sum = ap + aq + ar + as;
        if (sum == 0) {
            return 0;
        }
        // One division for three: with the half a quotient of these sizes is never near a whole number.
        double share = 1.0 / sum;
        double half = (sum >> 1) + 0.5;
        int red = (int) ((ap * ((p >> 16) & 0xff)
                        + aq * ((q >> 16) & 0xff)
                        + ar * ((r >> 16) & 0xff)
                        + as * ((s >> 16) & 0xff)
                        + half)
                * share);
        int green = (int) ((ap * ((p >> 8) & 0xff)
                        + aq * ((q >> 8) & 0xff)
                        + ar * ((r >> 8) & 0xff)
                        + as * ((s >> 8) & 0xff)
                        + half)
                * share);
        int blue = (int) ((ap * (p & 0xff) + aq * (q & 0xff) + ar * (r & 0xff) + as * (s & 0xff) + half) * share);
        return (((sum + 2) >> 2) << 24) | (red << 16) | (green << 8) | blue;
    }

    private static byte[] halve(byte[] values, int side) {
        byte[] half = new byte[side * side];
        for (int y = 0; y < side; y++) {
            int upper = y * side * 4;
            int lower = upper + side * 2;
            for (int x = 0; x < side; x++) {
                int i = 2 * x;
                int sum = (values[upper + i] & 0xff)
                        + (values[upper + i + 1] & 0xff)
                        + (values[lower + i] & 0xff)
                        + (values[lower + i + 1] & 0xff);
                half[y * side + x] = (byte) ((sum + 2) >> 2);
            }
        }
        return half;
    }
}
