package studio.unclip.inference.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * How far a painted picture's colours are off from the old one, carried smoothly on to where only the painted one shows, so
 * that both meet without a step: in the edge where both show the same place by their difference there, beyond it by the
 * step at its rim. Things that go over the rim are left out, but no plain begins exactly at a long piece of it: where two
 * meet there, one is the other in a wrong colour. Pure.
 */
public final class ColourDrift {
    /** Colours further apart than this (in [-1, 1]) show different things, which tell nothing of each other. */
    static final float ANOTHER_THING = 0.3f;

    /** Not even a plain is off by more. */
    private static final float FAR = 0.6f;

    /** Cells of a plain differ by no more than this from those within {@link #AROUND}. */
    static final float PLAIN = 0.15f;

    private static final int AROUND = 2;

    /** Along one plain the step changes by no more than this from cell to cell. */
    private static final float SAME_STEP = 0.1f;

    /** As long a piece of the rim as this part of a side is no thing's. */
    private static final int LONG = 12;

    /** Drift is smooth: it is found in cells of so many pixels a side. */
    private static final int CELL = 4;

    /** Drift is the median of the known cells so far around: where a line does not quite meet its other half, it is none. */
    private static final int MEDIAN = 6;

    /** Half of what is no drift's but a thing's, cells, and how high that is. */
    private static final int BUMP = 16;

    private static final float HIGH = 0.04f;

    /** It begins within so many cells. */
    private static final int END = 3;

    private final int size;
    private final int cells;
    private final float[] before;
    private final float[] after;
    private final float[] repaint;

    private ColourDrift(float[] before, float[] after, float[] repaint, int size) {
        this.size = size;
        this.cells = (size + CELL - 1) / CELL;
        this.before = before;
        this.after = after;
        this.repaint = repaint;
    }

    /** Means of a cell's pixels, three planes, and whether there are any. */
    @SuppressWarnings("ArrayRecordComponent") // within this class, never compared
    private record Means(float[] planes, float[] known) {}

    /** Which pixels are looked at. */
    @FunctionalInterface
    private interface Which {
        boolean at(int pixel);
    }

    /**
     * The painted picture without its drift.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]
     * @param after as large
     * @param repaint [size x size], 1 where only {@code after} counts, 0 where only {@code before} does, between them both
     *     show the place
     */
    public static float[] taken(float[] before, float[] after, float[] repaint, int size) {
        return new ColourDrift(before, after, repaint, size).taken();
    }

    /**
     * The same beside an edge that tells what lies beyond: the ground there has no other colour than it promises.
     *
     * @param promised planar RGB in [-1, 1] over the whole square, [3 x side x side], coarser than the pictures
     * @param trust in it, 0 to 1
     */
    public static float[] taken(
            float[] before, float[] after, float[] repaint, int size, float[] promised, int side, double trust) {
        float[] matched = taken(before, after, repaint, size);
        if (trust == 0) {
            return matched;
        }
        float[] ground = PromisedGround.lacking(matched, repaint, size, promised, side);
        for (int i = 0; i < matched.length; i++) {
            if (repaint[i % repaint.length] == 1) {
                matched[i] += (float) trust * ground[i];
            }
        }
        return matched;
    }

    private float[] taken() {
        Means old = means(before, i -> repaint[i] < 1);
        Means edge = means(after, i -> repaint[i] > 0 && repaint[i] < 1);
        Means fresh = means(after, i -> repaint[i] == 1);
        float[] inEdge = spread(grown(differences(old, edge, 0)));
        float[] beyond = carried(differences(old, fresh, 1), fresh.known());
        float[] taken = after.clone();
        for (int i = 0; i < taken.length; i++) {
            float share = repaint[i % repaint.length];
            taken[i] += share == 1 ? beyond[i] : share > 0 ? inEdge[i] : 0;
        }
        return taken;
    }

    private Means means(float[] planes, Which which) {
        float[] sums = new float[3 * cells * cells];
        float[] counts = new float[cells * cells];
        int pixels = size * size;
        for (int i = 0; i < pixels; i++) {
            if (which.at(i)) {
                int to = i / size / CELL * cells + i % size / CELL;
                counts[to]++;
                for (int c = 0; c < 3; c++) {
                    sums[c * counts.length + to] += planes[c * pixels + i];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= Math.max(1, counts[i % counts.length]);
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.min(1, counts[i]);
        }
        return new Means(sums, counts);
    }

    /** Old minus new in each cell, old being the mean of the cells around as far as {@code reach}. */
    private Means differences(Means old, Means made, int reach) {
        int all = cells * cells;
        float[] planes = new float[3 * all];
        float[] known = new float[all];
        float[] there = new float[all];
        boolean[] unlike = new boolean[all];
        for (int i = 0; i < all; i++) {
            if (made.known()[i] == 0) {
                continue;
            }
            float[] sums = new float[3];
            int count = 0;
            for (int y = Math.max(0, i / cells - reach); y <= Math.min(cells - 1, i / cells + reach); y++) {
                for (int x = Math.max(0, i % cells - reach); x <= Math.min(cells - 1, i % cells + reach); x++) {
                    int from = y * cells + x;
                    if (old.known()[from] > 0) {
                        count++;
                        for (int c = 0; c < 3; c++) {
                            sums[c] += old.planes()[c * all + from];
                        }
                    }
                }
            }
            boolean same = count > 0;
            boolean far = false;
            for (int c = 0; c < 3 && count > 0; c++) {
                planes[c * all + i] = sums[c] / count - made.planes()[c * all + i];
                same &= Math.abs(planes[c * all + i]) <= ANOTHER_THING;
                far |= Math.abs(planes[c * all + i]) > FAR;
            }
            known[i] = same ? 1 : 0;
            there[i] = count > 0 ? 1 : 0;
            // In the edge both show the same place, so that a long piece of another colour is none's but the drift's.
            unlike[i] = count > 0 && !same && !far && (reach == 0 || isPlain(made, i));
        }
        addPlains(planes, known, unlike, reach == 0 ? 1 : AROUND);
        // In the edge the place itself can be seen, and it is off by more at the rim than deep in it.
        return new Means(
                reach == 0 ? planes : Bumps.taken(medians(planes, known), there, cells, BUMP, HIGH, END), known);
    }

    /** With the cells beside known ones: at the rim a drift is what it is in the last cell, not a mean with those within. */
    private Means grown(Means some) {
        float[] planes = some.planes().clone();
        float[] known = some.known().clone();
        for (int i = 0; i < known.length; i++) {
            if (some.known()[i] > 0) {
                continue;
            }
            float[] sums = new float[3];
            int[] count = {0};
            around(i, 1, other -> {
                if (some.known()[other] > 0) {
                    count[0]++;
                    for (int c = 0; c < 3; c++) {
                        sums[c] += some.planes()[c * known.length + other];
                    }
                }
            });
            for (int c = 0; c < 3 && count[0] > 0; c++) {
                planes[c * known.length + i] = sums[c] / count[0];
            }
            known[i] = count[0] > 0 ? 1 : 0;
        }
        return new Means(planes, known);
    }

    private float[] medians(float[] planes, float[] known) {
        float[] medians = planes.clone();
        int side = 2 * MEDIAN + 1;
        float[] near = new float[side * side];
        for (int i = 0; i < planes.length; i++) {
            int plane = i / known.length * known.length;
            int cell = i - plane;
            if (known[cell] == 0) {
                continue;
            }
            int[] count = {0};
            around(cell, MEDIAN, other -> {
                if (known[other] > 0) {
                    near[count[0]++] = planes[plane + other];
                }
            });
            Arrays.sort(near, 0, count[0]);
            medians[i] = near[count[0] / 2];
        }
        return medians;
    }

    private boolean isPlain(Means some, int cell) {
        boolean[] plain = {true};
        around(cell, AROUND, other -> {
            for (int c = 0; c < 3 && some.known()[other] > 0; c++) {
                int plane = c * cells * cells;
                plain[0] &= Math.abs(some.planes()[plane + other] - some.planes()[plane + cell]) <= PLAIN;
            }
        });
        return plain[0];
    }

    /**
     * Makes known what is {@code unlike} the old picture along a long piece, by one step all along.
     *
     * @param apart how far apart cells of a piece may lie
     */
    private void addPlains(float[] planes, float[] known, boolean[] unlike, int apart) {
        for (int i = 0; i < unlike.length; i++) {
            if (!unlike[i]) {
                continue;
            }
            List<Integer> piece = new ArrayList<>(List.of(i));
            unlike[i] = false;
            int[] from = {i % cells, i / cells};
            int[] to = from.clone();
            for (int next = 0; next < piece.size(); next++) {
                int cell = piece.get(next);
                from = new int[] {Math.min(from[0], cell % cells), Math.min(from[1], cell / cells)};
                to = new int[] {Math.max(to[0], cell % cells), Math.max(to[1], cell / cells)};
                around(cell, apart, other -> {
                    if (unlike[other] && isSameStep(planes, cell, other)) {
                        unlike[other] = false;
                        piece.add(other);
                    }
                });
            }
            if (Math.max(to[0] - from[0], to[1] - from[1]) >= Math.max(2, cells / LONG)) {
                piece.forEach(cell -> known[cell] = 1);
            }
        }
    }

    private boolean isSameStep(float[] planes, int cell, int other) {
        boolean same = true;
        for (int c = 0; c < 3; c++) {
            int plane = c * cells * cells;
            same &= Math.abs(planes[plane + cell] - planes[plane + other]) <= SAME_STEP;
        }
        return same;
    }

    private void around(int cell, int reach, IntConsumer each) {
        for (int y = Math.max(0, cell / cells - reach); y <= Math.min(cells - 1, cell / cells + reach); y++) {
            for (int x = Math.max(0, cell % cells - reach); x <= Math.min(cells - 1, cell % cells + reach); x++) {
                each.accept(y * cells + x);
            }
        }
    }

    /** @param wanted cells */
    private float[] carried(Means some, float[] wanted) {
        float[] filled = BorderField.carried(some.planes(), 3, some.known(), wanted, cells);
        return Resample.resize(filled, 3, cells, cells, size, size, Filter.BILINEAR);
    }

    private float[] spread(Means some) {
        float[] filled = PyramidFill.fill(some.planes(), some.known(), cells, 0);
        return Resample.resize(filled, 3, cells, cells, size, size, Filter.BILINEAR);
    }
}
