package studio.unclip.editor.mask;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;

/** A Gaussian blur of masks: rows, then columns, in float, rounded once. */
final class Gaussian {
    private Gaussian() {}

    static MaskMap blur(MaskMap mask, double sigma, IntRect area) {
        int reach = (int) Math.ceil(3 * sigma);
        IntRect edges = changing(mask, area);
        IntRect touched = edges.grow(reach).intersect(area);
        if (touched.isEmpty()) {
            return mask;
        }
        IntRect read = touched.grow(reach).intersect(area);
        float[] kernel = kernel(sigma, reach);
        byte[] in = mask.toRaster(read).toBytes();
        float[] rows = horizontal(in, read, kernel, reach);
        byte[] out = vertical(rows, read, touched, kernel, reach);
        return mask.withRaster(MaskRaster.owning(touched.width(), touched.height(), out), touched.x(), touched.y());
    }

    /** Where the mask may be anything but uniform: its tiles, or the extent of what is above 0. */
    private static IntRect changing(MaskMap mask, IntRect area) {
        return mask.background() == 0
                ? mask.boundsWithin(area)
                : mask.tileBounds().intersect(area);
    }

    private static float[] kernel(double sigma, int reach) {
        double[] weights = new double[2 * reach + 1];
        double sum = 0;
        for (int i = -reach; i <= reach; i++) {
            weights[i + reach] = Math.exp(-i * i / (2 * sigma * sigma));
            sum += weights[i + reach];
        }
        float[] kernel = new float[weights.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (weights[i] / sum);
        }
        return kernel;
    }

    private static float[] horizontal(byte[] in, IntRect read, float[] kernel, int reach) {
        int width = read.width();
        float[] padded = new float[width + 2 * reach];
        float[] out = new float[in.length];
        for (int y = 0; y < read.height(); y++) {
            int from = y * width;
            for (int i = 0; i < padded.length; i++) {
                padded[i] = in[from + Math.clamp(i - reach, 0, width - 1)] & 0xff;
            }
            for (int k = 0; k < kernel.length; k++) {
                float weight = kernel[k];
                for (int x = 0; x < width; x++) {
                    out[from + x] += weight * padded[x + k];
                }
            }
        }
        return out;
    }

    private static byte[] vertical(float[] rows, IntRect read, IntRect touched, float[] kernel, int reach) {
        byte[] out = new byte[touched.width() * touched.height()];
        float[] sums = new float[touched.width()];
        int column = touched.x() - read.x();
        for (int y = 0; y < touched.height(); y++) {
            java.util.Arrays.fill(sums, 0);
            for (int k = 0; k < kernel.length; k++) {
                int row = Math.clamp(y + touched.y() - read.y() + k - reach, 0, read.height() - 1);
                int from = row * read.width() + column;
                for (int x = 0; x < sums.length; x++) {
                    sums[x] += kernel[k] * rows[from + x];
                }
            }
            for (int x = 0; x < sums.length; x++) {
                out[y * touched.width() + x] = (byte) Math.min(255, (int) (sums[x] + 0.5f));
            }
        }
        return out;
    }
}
