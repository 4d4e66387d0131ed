package studio.unclip.editor.mask;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;

/** The largest value in a disc around each pixel. */
final class Neighbourhood {
    private Neighbourhood() {}

    /**
     * A disc is a stack of horizontal runs: each row's running maximum for every run length is joined into the rows it
     * reaches. Runs of equal length share one pass (van Herk: three comparisons a pixel, whatever the length).
     */
    static MaskMap largest(MaskMap mask, int radius, IntRect area) {
        IntRect touched = mask.boundsWithin(area).grow(radius).intersect(area);
        if (radius == 0 || touched.isEmpty()) {
            return mask;
        }
        int width = touched.width();
        int height = touched.height();
        byte[] in = mask.toRaster(touched).toBytes();
        byte[] out = new byte[in.length];
        byte[] line = new byte[width];
        int[] halves = new int[radius + 1];
        for (int dy = 0; dy <= radius; dy++) {
            halves[dy] = (int) Math.floor(Math.sqrt((double) radius * radius - (double) dy * dy));
        }
        RunningMaximum running = new RunningMaximum(width);
        for (int y = 0; y < height; y++) {
            int done = -1;
            for (int dy = 0; dy <= radius; dy++) {
                if (halves[dy] != done) {
                    done = halves[dy];
                    running.run(in, y * width, done, line);
                }
                join(line, out, y - dy, width, height);
                if (dy > 0) {
                    join(line, out, y + dy, width, height);
                }
            }
        }
        return mask.withRaster(MaskRaster.owning(width, height, out), touched.x(), touched.y());
    }

    private static void join(byte[] line, byte[] out, int row, int width, int height) {
        if (row < 0 || row >= height) {
            return;
        }
        int to = row * width;
        for (int x = 0; x < width; x++) {
            out[to + x] = (byte) Math.max(out[to + x] & 0xff, line[x] & 0xff);
        }
    }

    /** The largest value within a distance along a row. */
    private static final class RunningMaximum {
        private final byte[] prefix;
        private final byte[] suffix;
        private final int width;

        RunningMaximum(int width) {
            this.width = width;
            this.prefix = new byte[width];
            this.suffix = new byte[width];
        }

        void run(byte[] in, int from, int half, byte[] out) {
            int window = 2 * half + 1;
            for (int x = 0; x < width; x++) {
                byte value = in[from + x];
                prefix[x] = x % window == 0 ? value : larger(prefix[x - 1], value);
            }
            for (int x = width - 1; x >= 0; x--) {
                byte value = in[from + x];
                suffix[x] = x == width - 1 || (x + 1) % window == 0 ? value : larger(suffix[x + 1], value);
            }
            int lastBlock = (width - 1) / window;
            for (int x = 0; x < width; x++) {
                int end = Math.min(width - 1, x + half);
                if (x < half) {
                    // Cut off on the left: it lies in the first block and begins with it.
                    out[x] = prefix[end];
                } else if ((x - half) / window == lastBlock) {
                    // Begins in the last block: cut off on the right, or just that block.
                    out[x] = suffix[x - half];
                } else {
                    out[x] = larger(suffix[x - half], prefix[end]);
                }
            }
        }

        private static byte larger(byte a, byte b) {
            return (a & 0xff) >= (b & 0xff) ? a : b;
        }
    }
}
