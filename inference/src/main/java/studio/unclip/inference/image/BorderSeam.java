package studio.unclip.inference.image;

/**
 * Puts the seam between an old picture and what was painted around it where both agree. Along the border the old picture is
 * carried on into the new side ({@link BorderField}); that and what was painted are parted by the cheapest cut
 * ({@link MinimalCut}), which lies at the border itself where the two meet there, and leads around a thing that was painted
 * against the border with nothing on the old side to belong to (graph cut textures, Kwatra et al. 2003). What they differ by
 * along the cut fades out beyond it, so that no step is left there. The old picture stays as it is. Pure.
 */
public final class BorderSeam {
    /** The cut is found at so many cells a side, */
    private static final int CELLS = 256;

    /** so many of them from the border at most. */
    private static final int FAR = 48;

    /** What nobody sees, in [-1, 1]. */
    private static final float UNSEEN = 0.008f;

    /** What a cell costs that shows the border carried on: such a picture is blurred. */
    private static final float CARRIED = 0.0015f;

    /** What it costs more by what the border's own cells deviate from each other: a blur beside things is seen. */
    private static final float BLURRED = 0.25f;

    private static final int AROUND = 2;

    /** Keeps the cut short where all is alike. */
    private static final float LENGTH = 0.002f;

    /** Costs are counted in these. */
    private static final float UNIT = 1e-5f;

    /** A larger step is of two things, not of two shades of one: less and less of it is carried on. */
    private static final float ONE_GROUND = 0.1f;

    private static final int CHANNELS = 4;

    private final int size;
    private final int cell;
    private final int side;
    private final float[] before;
    private final float[] after;
    private final float[] fresh;

    private BorderSeam(float[] before, float[] after, float[] fresh, int size) {
        this.size = size;
        this.cell = size / CELLS;
        this.side = CELLS;
        this.before = before;
        this.after = after;
        this.fresh = fresh;
    }

    /**
     * The painted picture, the border carried on where that hides the seam.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]; known also in the first cell of what is new
     * @param after as large; returned as it is where nothing changes, and where the square is no whole number of cells
     * @param fresh [size x size], 1 where {@code after} is seen, less where {@code before} is
     */
    public static float[] taken(float[] before, float[] after, float[] fresh, int size) {
        if (size % CELLS != 0) {
            return after;
        }
        return new BorderSeam(before, after, fresh, size).taken();
    }

    private float[] taken() {
        int all = side * side;
        float[] old = new float[CHANNELS * all];
        float[] made = new float[3 * all];
        float[] there = new float[3 * all];
        float[] known = new float[all];
        float[] some = new float[all];
        means(before, false, old, known);
        means(after, true, made, some);
        means(before, true, there, some);
        float[] border = border(old, known, some);
        float[] near = near(known, some);
        float[] carried = BorderField.carried(old, CHANNELS, border, near, side);
        boolean[] first = cut(carried, made, there, known, some, near);
        boolean any = false;
        for (int i = 0; i < all; i++) {
            first[i] &= some[i] > 0;
            any |= first[i];
        }
        return any ? mixed(carried, made, first, some) : after;
    }

    /** Means of the pixels of each cell that are new, or are not, and how many of them there are (0 or 1). */
    private void means(float[] planes, boolean isNew, float[] means, float[] some) {
        int[] counts = new int[some.length];
        int pixels = size * size;
        for (int i = 0; i < pixels; i++) {
            if (fresh[i] == 1 == isNew) {
                int to = i / size / cell * side + i % size / cell;
                counts[to]++;
                for (int c = 0; c < 3; c++) {
                    means[c * some.length + to] += planes[c * pixels + i];
                }
            }
        }
        for (int i = 0; i < some.length; i++) {
            some[i] = Math.min(1, counts[i]);
            for (int c = 0; c < 3; c++) {
                means[c * some.length + i] /= Math.max(1, counts[i]);
            }
        }
    }

    /** New cells within reach of known ones: above 0, the larger the nearer. */
    private float[] near(float[] known, float[] some) {
        float[] near = known.clone();
        SoftEdge.outward(near, side, side, FAR);
        for (int i = 0; i < near.length; i++) {
            near[i] = some[i] > 0 ? near[i] : 0;
        }
        return near;
    }

    /** Known cells beside new ones; how far each deviates from those beside it along the border becomes the fourth channel. */
    private float[] border(float[] old, float[] known, float[] some) {
        float[] border = new float[known.length];
        for (int i = 0; i < known.length; i++) {
            int x = i % side;
            boolean beside = some[i] > 0
                    || (x > 0 && some[i - 1] > 0)
                    || (x < side - 1 && some[i + 1] > 0)
                    || (i >= side && some[i - side] > 0)
                    || (i < known.length - side && some[i + side] > 0);
            border[i] = known[i] > 0 && beside ? 1 : 0;
        }
        for (int i = 0; i < known.length; i++) {
            float most = 0;
            for (int y = Math.max(0, i / side - AROUND); y <= Math.min(side - 1, i / side + AROUND); y++) {
                for (int x = Math.max(0, i % side - AROUND); x <= Math.min(side - 1, i % side + AROUND); x++) {
                    int other = y * side + x;
                    for (int c = 0; c < 3 && border[i] > 0 && border[other] > 0; c++) {
                        int plane = c * known.length;
                        most = Math.max(most, Math.abs(old[plane + other] - old[plane + i]));
                    }
                }
            }
            old[3 * known.length + i] = most;
        }
        return border;
    }

    /**
     * Where the border carried on is seen.
     *
     * @param there what the old picture shows under {@code made}
     */
    private boolean[] cut(float[] carried, float[] made, float[] there, float[] known, float[] some, float[] near) {
        float[] off = off(carried, made);
        // At the border itself both pictures are known, so that one which agrees there costs nothing.
        float[] apart = off(there, made);
        MinimalCut cut = new MinimalCut(side, side);
        for (int i = 0; i < near.length; i++) {
            if (near[i] == 0) {
                continue;
            }
            cut.tie(i, 0, cost(CARRIED + BLURRED * carried[3 * near.length + i]));
            if (known[i] > 0) {
                cut.tie(i, cost(2 * apart[i] + LENGTH), 0);
            }
            int x = i % side;
            int[] beside = {x < side - 1 ? i + 1 : i, i < near.length - side ? i + side : i};
            for (int way = 0; way < 2; way++) {
                if (beside[way] != i && near[beside[way]] > 0) {
                    cut.part(i, way == 0, cost(off[i] + off[beside[way]] + LENGTH));
                }
            }
            for (int other : new int[] {beside[0], beside[1], x > 0 ? i - 1 : i, i >= side ? i - side : i}) {
                if (near[other] > 0) {
                    continue;
                }
                if (some[other] > 0) {
                    cut.tie(i, 0, cost(2 * off[i] + LENGTH));
                } else {
                    cut.tie(i, cost(2 * apart[i] + LENGTH), 0);
                }
            }
        }
        return cut.first();
    }

    /** By how much more than is seen two pictures differ in any channel. */
    private static float[] off(float[] one, float[] other) {
        float[] off = new float[other.length / 3];
        for (int i = 0; i < other.length; i++) {
            off[i % off.length] = Math.max(off[i % off.length], Math.abs(one[i] - other[i]) - UNSEEN);
        }
        return off;
    }

    private static int cost(float cost) {
        return Math.round(cost / UNIT);
    }

    /** @param first cells that show the border carried on */
    private float[] mixed(float[] carried, float[] made, boolean[] first, float[] some) {
        int all = side * side;
        float[] share = new float[all];
        float[] step = new float[3 * all];
        float[] told = new float[all];
        for (int i = 0; i < all; i++) {
            // The old side of the border is as what lies right before it, or the border itself would be blurred.
            share[i] = first[i] || (some[i] == 0 && isBeside(first, i)) ? 1 : 0;
            told[i] = first[i] || some[i] == 0 ? 1 : 0;
            for (int c = 0; c < 3 && first[i]; c++) {
                float off = carried[c * all + i] - made[c * all + i];
                step[c * all + i] = off * Math.clamp(2 - Math.abs(off) / ONE_GROUND, 0, 1);
            }
        }
        float[] shares = Resample.resize(share, 1, side, side, size, size, Filter.BILINEAR);
        float[] wide = Resample.resize(carried, 3, side, side, size, size, Filter.BILINEAR);
        float[] steps =
                Resample.resize(PyramidFill.fill(step, told, side, 0), 3, side, side, size, size, Filter.BILINEAR);
        float[] mixed = after.clone();
        int pixels = size * size;
        for (int i = 0; i < 3 * pixels; i++) {
            float shown = shares[i % pixels];
            if (fresh[i % pixels] == 1) {
                mixed[i] = shown * wide[i] + (1 - shown) * (after[i] + steps[i]);
            }
        }
        return mixed;
    }

    private boolean isBeside(boolean[] some, int cell) {
        for (int y = Math.max(0, cell / side - 1); y <= Math.min(side - 1, cell / side + 1); y++) {
            for (int x = Math.max(0, cell % side - 1); x <= Math.min(side - 1, cell % side + 1); x++) {
                if (some[y * side + x]) {
                    return true;
                }
            }
        }
        return false;
    }
}
