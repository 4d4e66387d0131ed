package studio.unclip.inference.image;

/**
 * Moves what was painted beside a picture's edge along that edge until its lines meet the picture's, and then bends them until
 * they go on in its direction: a decoder draws a horizon a pixel or two of its own too high, which is a step of thirty in a
 * full picture, and level where it slopes, which is a kink. How far is found from what lies right beside the edge on either
 * side, by the cheapest smooth shift (dynamic programming, as stereo matching does along a scan line); how a line slopes in the
 * same way from what lies a few cells apart on its own side. Away from the edge both fade out. Where all agrees, or nothing
 * agrees better when moved, nothing moves. Pure.
 */
public final class EdgeShift {
    /** Shifts are found at so many cells a side. */
    private static final int CELLS = 256;

    /** As many cells wide are the strips on both sides of the edge that are compared. */
    private static final int STRIP = 1;

    /** Over how many times the largest shift a shift fades out, */
    private static final int FADE = 12;

    /** and over so many cells at least: a line that turns back at once has a kink. */
    private static final int SHORTEST_FADE = 32;

    /** Along the edge a shift becomes less by this a cell, in cells, beside the line it was found at. */
    private static final float SPREAD = 1 / 32f;

    /**
     * From one cell to the next a shift changes by this at most beside a line whose own is measured, and a bend by as much as
     * comes to that where it is largest.
     */
    private static final float BESIDE = 0.5f;

    private static final float BESIDE_BENT = BESIDE / 14;

    /** A line's slope is seen over so few cells, and more exactly over so many where that is the same way, cells a cell. */
    private static final int[] LOOKS = {4, 8};

    private static final float SAME_WAY = 0.12f;

    /** The steepest a line is bent, cells a cell. */
    private static final float STEEPEST = 0.5f;

    /** A bent line has its own course again after so many cells; at a third of them it lies furthest off. */
    private static final int BENT_FADE = 96;

    private final int size;
    private final float[] before;
    private final float[] repaint;

    private EdgeShift(float[] before, float[] repaint, int size) {
        this.size = size;
        this.before = before;
        this.repaint = repaint;
    }

    /**
     * The painted picture, moved.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]
     * @param after as large; returned as it is where nothing is moved, and where the square has fewer pixels than shifts are
     *     found at
     * @param repaint [size x size], 1 where only {@code after} counts, 0 where only {@code before} does, between them both
     *     show the place
     */
    public static float[] taken(float[] before, float[] after, float[] repaint, int size) {
        if (size < CELLS) {
            return after;
        }
        EdgeShift shift = new EdgeShift(before, repaint, size);
        float[] taken = after;
        for (Side side : Side.values()) {
            taken = shift.along(side, taken);
        }
        return taken;
    }

    private float[] along(Side side, float[] after) {
        // Depth where the band begins and ends, by pixel along the edge; -1: there is no band.
        int[] begin = new int[size];
        int[] end = new int[size];
        for (int along = 0; along < size; along++) {
            band(side, along, begin, end);
        }
        EdgeProfile old = profile(side, before, begin, 0);
        EdgeProfile fresh = profile(side, after, begin, -strip());
        EdgeLines lines = lines(old, fresh, fresh.drifted(EdgeDrift.undone(old.cells(), fresh.cells())));
        float[] bend = new float[CELLS];
        boolean[] bent = new boolean[CELLS];
        for (int cells : LOOKS) {
            int look = cells * size / CELLS;
            EdgeLines inside = lines(old, profile(side, before, begin, look));
            EdgeLines outside = lines(fresh, profile(side, after, begin, -strip() - look));
            bend(inside, outside, lines, cells, bend, bent);
        }
        spread(bend, SPREAD / LOOKS[1], bent, BESIDE_BENT);
        boolean[] measured = new boolean[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            measured[cell] = lines.isLine(cell);
        }
        float[] shift = lines.shift();
        spread(shift, SPREAD, measured, BESIDE);
        float[] exact = lines.softness();
        for (int i = 0; i < exact.length; i++) {
            exact[i] += EdgeProfile.at(shift, (i + 0.5f) * CELLS / exact.length - 0.5f);
        }
        float[] met = moved(side, after, begin, end, exact, new Fading(most(exact) * size / CELLS));
        return moved(side, met, begin, end, bend, new Bending());
    }

    /**
     * By cell, how much steeper a line goes on in the picture than in what was painted, cells a cell: where it is measured in
     * the picture. Beside a line stands often a thing, and that is not the line's direction.
     *
     * @param inside how far on a line lies so many cells further into the picture
     * @param outside how far on it lies as far out, where it was painted
     * @param lines where it was painted
     * @param bend what was seen nearer by stays where this is another direction
     */
    private static void bend(
            EdgeLines inside, EdgeLines outside, EdgeLines lines, int look, float[] bend, boolean[] bent) {
        float[] in = inside.shift();
        float[] out = outside.shift();
        float[] shift = lines.shift();
        for (int cell = 0; cell < CELLS; cell++) {
            int painted = Math.clamp(cell + Math.round(shift[cell]), 0, CELLS - 1);
            float found = Math.clamp((in[cell] + out[painted]) / look, -STEEPEST, STEEPEST);
            boolean same = !bent[cell] || Math.abs(found - bend[cell]) <= SAME_WAY;
            if (same && lines.isLine(cell) && inside.isLine(cell)) {
                bend[cell] = found;
                bent[cell] = true;
            }
        }
    }

    private static float most(float[] shift) {
        float most = 0;
        for (float one : shift) {
            most = Math.max(most, Math.abs(one));
        }
        return most;
    }

    private void band(Side side, int along, int[] begin, int[] end) {
        int depth = 0;
        while (depth < size && repaint[side.pixel(along, depth, size)] == 1) {
            depth++;
        }
        int from = depth;
        while (depth < size && repaint[side.pixel(along, depth, size)] > 0) {
            depth++;
        }
        boolean there = from > 0 && depth > from && depth < size;
        begin[along] = there ? from : -1;
        end[along] = there ? depth : -1;
    }

    private int strip() {
        return STRIP * size / CELLS;
    }

    /**
     * Means over a strip along the edge.
     *
     * @param from how much deeper than the edge the strip begins
     */
    private EdgeProfile profile(Side side, float[] planes, int[] begin, int from) {
        float[] cells = profile(side, planes, begin, from, CELLS);
        return new EdgeProfile(cells, size % CELLS == 0 ? profile(side, planes, begin, from, size) : cells);
    }

    private float[] profile(Side side, float[] planes, int[] begin, int from, int values) {
        float[] sums = new float[3 * values];
        int[] counts = new int[values];
        for (int along = 0; along < size; along++) {
            int value = along * values / size;
            int first = begin[along] + from;
            for (int depth = Math.max(0, first);
                    begin[along] >= 0 && depth < Math.min(size, first + strip());
                    depth++) {
                int pixel = side.pixel(along, depth, size);
                counts[value]++;
                for (int c = 0; c < 3; c++) {
                    sums[c * values + value] += planes[c * size * size + pixel];
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i % values] == 0 ? Float.NaN : sums[i] / counts[i % values];
        }
        return sums;
    }

    private static EdgeLines lines(EdgeProfile old, EdgeProfile fresh) {
        return lines(old, fresh, fresh);
    }

    private static EdgeLines lines(EdgeProfile old, EdgeProfile fresh, EdgeProfile matched) {
        return EdgeLines.of(
                old.pixels(), fresh.pixels(), matched.pixels(), EdgeMatch.shift(old.cells(), matched.cells()));
    }

    /**
     * Beside a line its shift goes on and fades, for away from the edge the line lies higher or lower; but another line whose
     * own is measured keeps it.
     *
     * @param step by so much it is less a cell
     * @param most by so much it changes a cell beside a line that is measured
     */
    private static void spread(float[] shift, float step, boolean[] measured, float most) {
        float[] own = shift.clone();
        for (int cell = 1; cell < CELLS; cell++) {
            shift[cell] = larger(shift[cell], towardsZero(shift[cell - 1], step));
        }
        for (int cell = CELLS - 2; cell >= 0; cell--) {
            shift[cell] = larger(shift[cell], towardsZero(shift[cell + 1], step));
        }
        for (int line = 0; line < CELLS; line++) {
            for (int cell = 0; measured[line] && cell < CELLS; cell++) {
                float reach = most * Math.abs(cell - line);
                shift[cell] = Math.clamp(shift[cell], own[line] - reach, own[line] + reach);
            }
        }
    }

    private static float larger(float one, float other) {
        return Math.abs(one) >= Math.abs(other) ? one : other;
    }

    private static float towardsZero(float shift, float step) {
        return Math.signum(shift) * Math.max(0, Math.abs(shift) - step);
    }

    /** How much of a shift is left away from where it was found. */
    private sealed interface Course {
        /**
         * @param outward from the edge's own line, pixels; negative on the picture's side of it
         * @param aside from the edge's end, along it, pixels
         * @return times the cell's shift or bend, in cells
         */
        float at(float outward, float aside);
    }

    /** A shift goes back to nothing; beside the edge's ends on both sides of its line, or that line would be seen there. */
    private final class Fading implements Course {
        private final float length;

        /** @param most of the shifts, pixels */
        Fading(float most) {
            length = Math.max(FADE * most, SHORTEST_FADE * size / (float) CELLS);
        }

        @Override
        public float at(float outward, float aside) {
            float away = (aside > 0 ? Math.abs(outward) : Math.max(0, outward)) + aside;
            float rest = Math.max(0, 1 - away / length);
            return rest * rest * (3 - 2 * rest);
        }
    }

    /** A bend is a shift that grows outward, until the line turns back to its own course. */
    private final class Bending implements Course {
        @Override
        public float at(float outward, float aside) {
            float out = Math.max(0, outward) * CELLS / size;
            float rest = Math.max(0, 1 - (out + aside * CELLS / size) / BENT_FADE);
            return out * rest * rest;
        }
    }

    private float[] moved(Side side, float[] after, int[] begin, int[] end, float[] shift, Course course) {
        if (most(shift) == 0) {
            return after;
        }
        float[] moved = after.clone();
        for (int along = 0; along < size; along++) {
            // Beyond the edge's ends the nearest part of it counts, the less the farther.
            int edge = nearest(begin, along);
            if (edge < 0) {
                return after;
            }
            float aside = Math.abs(along - edge);
            float far = shift(shift, edge) * size / CELLS;
            int last = aside > 0 ? size : end[edge];
            for (int depth = 0; depth < last; depth++) {
                int pixel = side.pixel(along, depth, size);
                float off = repaint[pixel] == 0 ? 0 : far * course.at(begin[edge] - depth, aside);
                if (off == 0) {
                    continue;
                }
                float at = Math.clamp(along + off, 0, size - 1);
                int below = (int) at;
                float share = at - below;
                int a = side.pixel(below, depth, size);
                int b = side.pixel(Math.min(size - 1, below + 1), depth, size);
                for (int plane = 0; plane < moved.length; plane += size * size) {
                    moved[plane + pixel] = (1 - share) * after[plane + a] + share * after[plane + b];
                }
            }
        }
        return moved;
    }

    /** At a pixel, between those around it. */
    private float shift(float[] shift, int along) {
        return EdgeProfile.at(shift, (along + 0.5f) * shift.length / size - 0.5f);
    }

    private static int nearest(int[] begin, int along) {
        for (int off = 0; off < begin.length; off++) {
            if (along - off >= 0 && begin[along - off] >= 0) {
                return along - off;
            }
            if (along + off < begin.length && begin[along + off] >= 0) {
                return along + off;
            }
        }
        return -1;
    }
}
