package studio.unclip.inference.image;

import java.util.Arrays;

/**
 * How far apart a line lies on an edge's two sides, to a fraction of a cell, and how much softer it is on one of them: on each
 * side by where the colour above it has turned by so much into that below. Comparing cell by cell cannot tell that: between
 * two cells the colours are mixed, which fits a soft line better than a crisp one, wherever it lies. A profile is as in
 * {@link EdgeDrift}, of one value a cell or of several. Pure.
 */
final class EdgeLines {
    /** So many cells on either side of a line are looked at: the most in which it is alone. */
    private static final int[] REACHES = {10, 6, 3};

    private static final float[] TURNED = {0.1f, 0.25f, 0.5f, 0.75f, 0.9f};

    private static final int HALFWAY = 2;

    /** A line's own colours are so many cells from it. */
    private static final int CLOSE = 3;

    /** A line is where colours change fastest of so many cells on either side, */
    private static final int APART = 4;

    /** by this in two cells at least, and by that in all; in [-1, 1]. */
    private static final float BEGINS = 0.02f;

    private static final float LEAST = 0.08f;

    /** So many times as fast as in a gradient across all that is looked at. */
    private static final float SUDDEN = 2;

    /** Of a line's two colours the other side's may differ by this part of their difference. */
    private static final float AGREES = 0.25f;

    /** Beside a line a shift changes by so much a cell at most, or something would be folded over. */
    private static final float STEEPEST = 0.5f;

    private final float[] old;
    private final float[] fresh;
    private final float[] matched;
    private final float[] shift;
    private final float[] met;
    private final float[] softness;
    private final boolean[] known;
    private final int values;
    private final int fine;

    private EdgeLines(float[] old, float[] fresh, float[] matched, float[] shift) {
        this.old = old;
        this.fresh = fresh;
        this.matched = matched;
        this.shift = shift;
        this.values = old.length / 3;
        this.fine = values / shift.length;
        this.met = shift.clone();
        this.softness = new float[values];
        this.known = new boolean[shift.length];
    }

    /**
     * Lines that both sides show.
     *
     * @param old profile of a whole number of values a cell
     * @param fresh of as many
     * @param matched the fresh one in the old one's colours: by it is told whether a line is the same
     * @param shift by cell, how far on the fresh profile shows what the old one shows there, cells; roughly
     */
    static EdgeLines of(float[] old, float[] fresh, float[] matched, float[] shift) {
        EdgeLines lines = new EdgeLines(old, fresh, matched, shift);
        for (int line = 0; line < lines.values; line++) {
            if (lines.fastest(line)) {
                lines.meet(line);
            }
        }
        return lines;
    }

    /** The shift, exact at lines. */
    float[] shift() {
        return met.clone();
    }

    /** By value of a profile, how much is to be added to the shift there, cells, so that lines are as soft on both sides. */
    float[] softness() {
        return softness.clone();
    }

    /** Whether a cell is a line's middle that both sides show, so that the shift there is measured. */
    boolean isLine(int cell) {
        return known[cell];
    }

    private void meet(int line) {
        for (int cells : REACHES) {
            int reach = cells * fine;
            if (alone(line, cells)) {
                float off = shift[line / fine] * fine;
                float[] there = turns(fresh, line + off, reach);
                float[] here = turns(old, line, reach);
                float middle = closely(here[HALFWAY], there[HALFWAY], mean(there) - mean(here));
                if (!Float.isNaN(middle)) {
                    known[line / fine] = true;
                    float[] softer = new float[2 * reach + 1];
                    for (int value = line - reach; value <= line + reach; value++) {
                        met[value / fine] = middle / fine;
                        float one = softer(here, there, value, middle) * (1 - Math.abs(value - line) / (float) reach);
                        // What is beside a line may turn to and fro: the line is there, how soft it is is not known.
                        softer[value - line + reach] = Float.isNaN(one) ? 0 : one;
                    }
                    keepMiddle(softer, here[HALFWAY] - line + reach);
                    for (int i = 0; i < softer.length; i++) {
                        softness[line - reach + i] = softer[i] / fine;
                    }
                    return;
                }
            }
        }
    }

    /**
     * How far apart the line itself is, without the haze that may lie along it on one side: seen close by.
     *
     * @param here where it is on the picture's side, seen from farther off; NaN where that is not known
     * @param there the same on the other
     * @param middle how far apart both are, seen from farther off
     */
    private float closely(float here, float there, float middle) {
        if (Float.isNaN(here + there)) {
            return middle;
        }
        float close = mean(turns(fresh, there, CLOSE * fine)) - mean(turns(old, here, CLOSE * fine));
        return Math.abs(close - middle) <= CLOSE * fine ? close : middle;
    }

    /** Between two cells a line's middle would be moved by what they are moved by: it stays where it is. */
    private void keepMiddle(float[] softer, float middle) {
        if (!(middle >= 0 && middle < softer.length - 1)) {
            return;
        }
        int below = (int) middle;
        float moved = softer[below] + (middle - below) * (softer[below + 1] - softer[below]);
        for (int cell = 0; cell < softer.length; cell++) {
            float beside = Math.max(0, Math.max(below - cell, cell - below - 1));
            softer[cell] -= moved * Math.max(0, 1 - beside / (CLOSE * fine));
        }
    }

    private static float softer(float[] here, float[] there, int cell, float middle) {
        int last = here.length - 1;
        int next = 0;
        while (next <= last && here[next] < cell) {
            next++;
        }
        float softer;
        if (next == 0 || next > last) {
            int end = next == 0 ? 0 : last;
            softer = there[end] - here[end];
        } else {
            float share = (cell - here[next - 1]) / (here[next] - here[next - 1]);
            softer = (1 - share) * (there[next - 1] - here[next - 1]) + share * (there[next] - here[next]);
        }
        float most = STEEPEST * Math.abs(cell - here[last / 2]);
        return Math.clamp(softer - middle, -most, most);
    }

    /** Without the first and last, which are more of the grounds than of the line. */
    private static float mean(float[] values) {
        float sum = 0;
        for (int i = 1; i < values.length - 1; i++) {
            sum += values[i];
        }
        return sum / (values.length - 2);
    }

    private boolean fastest(int line) {
        float own = change(line);
        boolean fastest = own > BEGINS;
        for (int near = line - APART * fine; near <= line + APART * fine; near++) {
            // Of two that are alike the first.
            fastest &= near < line ? change(near) < own : change(near) <= own;
        }
        return fastest;
    }

    /** In two cells. */
    private float change(int value) {
        return value < fine || value >= values - fine ? 0 : apart(old, value - fine, old, value + fine);
    }

    /** Whether all that is looked at is two grounds and the line between them, on both sides of the edge. */
    private boolean alone(int line, int cells) {
        int first = line - cells * fine;
        int last = line + cells * fine;
        if (first < 0 || last >= values) {
            return false;
        }
        float there = shift[line / fine] * fine;
        for (int value = first; value <= last; value++) {
            if (Float.isNaN(apart(old, value, matched, value + there))) {
                return false;
            }
        }
        float step = apart(old, first, old, last);
        return step >= LEAST
                && apart(fresh, first + there, fresh, last + there) >= LEAST
                && change(line) * cells >= SUDDEN * step
                && apart(old, first, matched, first + there) <= AGREES * step
                && apart(old, last, matched, last + there) <= AGREES * step;
    }

    /** Where a profile's line has turned so much, cells; NaN where it turns to and fro. */
    private float[] turns(float[] profile, float line, int reach) {
        float[] turns = new float[TURNED.length];
        Arrays.fill(turns, Float.NaN);
        for (int i = 0; i < TURNED.length; i++) {
            int found = 0;
            for (int step = -reach; step < reach; step++) {
                float before = turned(profile, line, reach, step) - TURNED[i];
                float after = turned(profile, line, reach, step + 1) - TURNED[i];
                if (before < 0 && after >= 0) {
                    found++;
                    turns[i] = found > 1 ? Float.NaN : line + step - before / (after - before);
                }
            }
        }
        return turns;
    }

    /** How much of the way from the colour above a line to that below is made so many cells below it, 0 to 1 between them. */
    private float turned(float[] profile, float line, int reach, int step) {
        float made = 0;
        float all = 0;
        for (int c = 0; c < 3; c++) {
            float above = at(profile, c, line - reach);
            float way = at(profile, c, line + reach) - above;
            made += way * (at(profile, c, line + step) - above);
            all += way * way;
        }
        return made / all;
    }

    private float apart(float[] one, float at, float[] other, float there) {
        float sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.abs(at(one, c, at) - at(other, c, there)) / 3;
        }
        return sum;
    }

    private float at(float[] profile, int channel, float value) {
        float at = Math.clamp(value, 0, values - 1);
        int below = (int) at;
        int above = Math.min(values - 1, below + 1);
        int plane = channel * values;
        return at == below
                ? profile[plane + below]
                : (above - at) * profile[plane + below] + (at - below) * profile[plane + above];
    }
}
