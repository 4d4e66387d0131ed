package studio.unclip.inference.image;

/**
 * What a painted picture lacks of the ground that an old one's edge promises: large forms only, each shade for itself: what a
 * sky lacks is not laid over the ground below it (a bilateral grid, Chen et al. 2007). A shade that is nowhere the ground's
 * lacks nothing. Pure.
 */
final class PromisedGround {
    /** Forms of the ground are larger than so many pixels of a side. */
    private static final int GROUND = 32;

    /** So many shades of the ground are told from each other. */
    private static final int SHADES = 7;

    private final float[] after;
    private final float[] repaint;
    private final int size;

    private PromisedGround(float[] after, float[] repaint, int size) {
        this.after = after;
        this.repaint = repaint;
        this.size = size;
    }

    /**
     * What is to be added.
     *
     * @param after planar RGB in [-1, 1], [3 x size x size]
     * @param repaint [size x size], 1 where {@code after} is new
     * @param promised planar RGB in [-1, 1] over the whole square, [3 x side x side], coarser
     * @return as {@code after}; 0 where nothing is new
     */
    static float[] lacking(float[] after, float[] repaint, int size, float[] promised, int side) {
        return new PromisedGround(after, repaint, size).lacking(promised, side);
    }

    private float[] lacking(float[] promised, int side) {
        int wide = Math.max(1, size / GROUND);
        float[] expected = Resample.resize(promised, 3, side, side, size, size, Filter.BILINEAR);
        boolean[] plain = plain(promised, side);
        int pixels = size * size;
        int all = wide * wide;
        float[][] sums = new float[SHADES][3 * all];
        float[][] counts = new float[SHADES][all];
        for (int i = 0; i < pixels; i++) {
            boolean ground = repaint[i] == 1 && plain[i / size * side / size * side + i % size * side / size];
            for (int c = 0; c < 3 && ground; c++) {
                ground = Math.abs(expected[c * pixels + i] - after[c * pixels + i]) <= ColourDrift.ANOTHER_THING;
            }
            if (ground) {
                int to = i / size * wide / size * wide + i % size * wide / size;
                float shade = shade(i);
                int below = (int) shade;
                for (int k = below; k <= Math.min(SHADES - 1, below + 1); k++) {
                    float share = 1 - Math.abs(shade - k);
                    counts[k][to] += share;
                    for (int c = 0; c < 3; c++) {
                        sums[k][c * all + to] += share * (expected[c * pixels + i] - after[c * pixels + i]);
                    }
                }
            }
        }
        for (int k = 0; k < SHADES; k++) {
            for (int i = 0; i < sums[k].length; i++) {
                sums[k][i] /= Math.max(1, counts[k][i % all]);
            }
            for (int i = 0; i < all; i++) {
                counts[k][i] = Math.min(1, counts[k][i]);
            }
            sums[k] = PyramidFill.fill(sums[k], counts[k], wide, 0);
        }
        return sliced(sums, wide);
    }

    /** Cells of the promised picture that are no line's. */
    private static boolean[] plain(float[] promised, int side) {
        boolean[] plain = new boolean[side * side];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = true;
            for (int y = Math.max(0, i / side - 1); y <= Math.min(side - 1, i / side + 1); y++) {
                for (int x = Math.max(0, i % side - 1); x <= Math.min(side - 1, i % side + 1); x++) {
                    for (int c = 0; c < 3; c++) {
                        int plane = c * plain.length;
                        plain[i] &= Math.abs(promised[plane + y * side + x] - promised[plane + i]) <= ColourDrift.PLAIN;
                    }
                }
            }
        }
        return plain;
    }

    /** How bright a painted pixel is, 0 to SHADES - 1. */
    private float shade(int pixel) {
        int pixels = size * size;
        float mean = (after[pixel] + after[pixels + pixel] + after[2 * pixels + pixel]) / 3;
        return Math.clamp((mean + 1) / 2 * (SHADES - 1), 0, SHADES - 1);
    }

    /** At every new pixel what the cells around it have for its shade; 0 elsewhere. */
    private float[] sliced(float[][] sums, int wide) {
        int pixels = size * size;
        float[] sliced = new float[3 * pixels];
        for (int y = 0; y < size; y++) {
            float down = Math.clamp((y + 0.5f) * wide / size - 0.5f, 0, wide - 1);
            for (int x = 0; x < size; x++) {
                float across = Math.clamp((x + 0.5f) * wide / size - 0.5f, 0, wide - 1);
                int pixel = y * size + x;
                if (repaint[pixel] < 1) {
                    continue;
                }
                float shade = shade(pixel);
                for (int k = 0; k < 8; k++) {
                    int one = Math.min(SHADES - 1, (int) shade + (k & 1));
                    int cell = Math.min(wide - 1, (int) down + (k >> 1 & 1)) * wide
                            + Math.min(wide - 1, (int) across + (k >> 2));
                    float share = share(shade, k & 1) * share(down, k >> 1 & 1) * share(across, k >> 2);
                    for (int c = 0; c < 3; c++) {
                        sliced[c * pixels + pixel] += share * sums[one][c * wide * wide + cell];
                    }
                }
            }
        }
        return sliced;
    }

    /** Of the place below or the next one above. */
    private static float share(float at, int next) {
        float above = at - (int) at;
        return next == 1 ? above : 1 - above;
    }
}
