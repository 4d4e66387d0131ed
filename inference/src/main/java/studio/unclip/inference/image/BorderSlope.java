package studio.unclip.inference.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Leads a picture's tones over its old border without a break. Where a plain ground or a gradient goes over the border, a
 * straight line is laid through the tones on either side; by what the two lines differ at the border the new side is moved,
 * and by what their slopes differ it is tilted there, less and less farther off: neither a step nor a bend of the tones is
 * left that runs along the border. Where lines and things cross it, what is beside them tells. Pure.
 */
public final class BorderSlope {
    /** Found in cells of so many pixels along the border, */
    private static final int CELL = 8;

    /**
     * from lines through this part of the side on either side of it; where a thing is nearer, from shorter ones, of which only
     * the step is believed,
     */
    private static final int[] LINES = {32, 64, 128};

    /** from which the tones deviate by no more than this on a plain ground (root of the mean square, in [-1, 1]). */
    private static final double PLAIN = 0.02;

    /** What was painted there may be off by this much more: next to the border it often has a streak. */
    private static final double STREAK = 3;

    /** Tones further apart are of different things. */
    private static final double ANOTHER_THING = 0.12;

    /** Steeper differences, by pixel of a side of 1024, are none of a ground's. */
    private static final double STEEP = 0.004;

    /** Cells on either side in the median and in the mean that follows, for the step and for the slope. */
    private static final int STEP_REACH = 2;

    private static final int SLOPE_REACH = 5;

    /** A tilt is largest at this part of the side from the border. */
    private static final int TILT = 14;

    /** What is left next to the border goes within a few times this part of the side. */
    private static final int REST = 128;

    private final int size;
    private final int cells;
    private final float[] before;
    private final float[] after;
    private final float[] repaint;

    private BorderSlope(float[] before, float[] after, float[] repaint, int size) {
        this.size = size;
        this.cells = (size + CELL - 1) / CELL;
        this.before = before;
        this.after = after;
        this.repaint = repaint;
    }

    /** So many pixels next to the border may lie beside the lines, as a picture's own edge often does. */
    private static final int NEAR = 4;

    /** Three channels each of the step, the slope, and what is left next to the border. */
    private static final int FOUND = 9;

    /** What is known of a piece of the border. */
    @SuppressWarnings("ArrayRecordComponent") // within this class, never compared
    private record Piece(int x, int y, float[] found) {}

    /**
     * The painted picture, its new side led over.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]
     * @param after as large; left as it is
     * @param repaint [size x size], 1 where only {@code after} counts, less where the old picture is known
     */
    public static float[] taken(float[] before, float[] after, float[] repaint, int size) {
        return new BorderSlope(before, after, repaint, size).taken();
    }

    private float[] taken() {
        List<Piece> pieces = new ArrayList<>();
        for (Side side : Side.values()) {
            pieces.addAll(along(side));
        }
        if (pieces.isEmpty()) {
            return after;
        }
        int all = cells * cells;
        float[] found = new float[FOUND * all];
        float[] known = new float[all];
        for (Piece piece : pieces) {
            int at = piece.y() / CELL * cells + piece.x() / CELL;
            known[at]++;
            for (int c = 0; c < FOUND; c++) {
                found[c * all + at] += (piece.found()[c] - found[c * all + at]) / known[at];
            }
        }
        for (int i = 0; i < all; i++) {
            known[i] = Math.min(1, known[i]);
        }
        float[] field = BorderField.carried(found, FOUND, known, fresh(), cells);
        return moved(field, distances());
    }

    private float[] moved(float[] field, float[] distance) {
        float[] wide = Resample.resize(field, FOUND, cells, cells, cells * CELL, cells * CELL, Filter.BILINEAR);
        int stride = cells * CELL;
        float far = (float) size / TILT;
        float near = (float) size / REST;
        float[] moved = after.clone();
        for (int i = 0; i < size * size; i++) {
            if (repaint[i] < 1) {
                continue;
            }
            int from = i / size * stride + i % size;
            float tilt = distance[i] * (float) Math.exp(-distance[i] / far);
            float rest = (float) Math.exp(-distance[i] / near);
            for (int c = 0; c < 3; c++) {
                moved[c * size * size + i] += wide[c * stride * stride + from]
                        + tilt * wide[(c + 3) * stride * stride + from]
                        + rest * wide[(c + 6) * stride * stride + from];
            }
        }
        return moved;
    }

    /** Cells with something new in them. */
    private float[] fresh() {
        float[] fresh = new float[cells * cells];
        for (int i = 0; i < size * size; i++) {
            if (repaint[i] == 1) {
                fresh[i / size / CELL * cells + i % size / CELL] = 1;
            }
        }
        return fresh;
    }

    /** Of new pixels how far the nearest known one is, pixels. */
    private float[] distances() {
        float[] near = new float[size * size];
        for (int i = 0; i < near.length; i++) {
            near[i] = repaint[i] < 1 ? 1 : 0;
        }
        SoftEdge.outward(near, size, size, 2.0 * size);
        for (int i = 0; i < near.length; i++) {
            near[i] = (1 - near[i]) * (2 * size + 1);
        }
        return near;
    }

    private List<Piece> along(Side side) {
        int count = (size + CELL - 1) / CELL;
        float[][] found = new float[count][];
        int[] borders = new int[count];
        for (int cell = 0; cell < count; cell++) {
            borders[cell] = side.border(cell, CELL, repaint, size);
            found[cell] = borders[cell] < 0 ? null : found(side, cell, borders[cell]);
        }
        List<Piece> pieces = new ArrayList<>();
        for (int cell = 0; cell < count; cell++) {
            if (found[cell] == null) {
                continue;
            }
            float[] smooth = new float[FOUND];
            for (int c = 0; c < FOUND; c++) {
                smooth[c] = smooth(found, borders, cell, c, c < 3 ? STEP_REACH : SLOPE_REACH);
            }
            int pixel = side.pixel(Math.min(size - 1, cell * CELL + CELL / 2), borders[cell] - 1, size);
            pieces.add(new Piece(pixel % size, pixel / size, smooth));
        }
        return pieces;
    }

    /** The middle half's mean of the pieces around. */
    private static float smooth(float[][] found, int[] borders, int cell, int c, int reach) {
        float[] near = new float[2 * reach + 1];
        int count = 0;
        for (int i = Math.max(0, cell - reach); i <= Math.min(found.length - 1, cell + reach); i++) {
            if (found[i] != null && Math.abs(borders[i] - borders[cell]) <= 1 && !Float.isNaN(found[i][c])) {
                near[count++] = found[i][c];
            }
        }
        Arrays.sort(near, 0, count);
        float sum = 0;
        int from = count / 4;
        for (int i = from; i < count - from; i++) {
            sum += near[i];
        }
        return count == 0 ? 0 : sum / (count - 2 * from);
    }

    /** By what the two sides differ at a piece of the border: step and slope; null where it is no plain ground's. */
    private float[] found(Side side, int cell, int border) {
        for (int part : LINES) {
            float[] found = found(side, cell, border, Math.max(4, size / part));
            if (found != null) {
                for (int c = 3; c < 6 && part != LINES[0]; c++) {
                    found[c] = Float.NaN;
                }
                return found;
            }
        }
        return null;
    }

    private float[] found(Side side, int cell, int border, int line) {
        float[] found = new float[FOUND];
        double[] old = new double[3];
        double[] made = new double[3];
        for (int c = 0; c < 3; c++) {
            if (!fit(side, cell, border, 1, line, before, c, PLAIN, old)
                    || !fit(side, cell, border - 1, -1, line, after, c, STREAK * PLAIN, made)
                    || Math.abs(old[0] - made[0]) > ANOTHER_THING
                    || Math.abs(old[2] - made[2]) > ANOTHER_THING
                    || Math.abs(old[1] + made[1]) > STEEP * 1024 / size) {
                return null;
            }
            // Both lines at the border itself, which lies between two pixels.
            found[c] = (float) (old[0] - old[1] / 2 - (made[0] - made[1] / 2));
            // The new side's tones change by -slope a pixel away from the border; so should they.
            found[c + 3] = (float) (-old[1] - made[1]);
            found[c + 6] = (float) (old[2] - made[2]);
        }
        return found;
    }

    /**
     * A straight line through a strip's tones.
     *
     * @param line value at its beginning, slope by pixel from there, what the nearest pixels are above it
     * @param most deviation of a plain
     * @return whether the strip is there and plain
     */
    private boolean fit(
            Side side, int cell, int from, int way, int length, float[] planes, int c, double most, double[] line) {
        double sum = 0;
        double sumD = 0;
        double sumDd = 0;
        double sumV = 0;
        double sumDv = 0;
        double sumVv = 0;
        double near = 0;
        int nearest = 0;
        for (int d = 0; d < length; d++) {
            int depth = from + way * d;
            if (depth < 0 || depth >= size) {
                return false;
            }
            for (int a = cell * CELL; a < Math.min(size, (cell + 1) * CELL); a++) {
                int pixel = side.pixel(a, depth, size);
                if (way > 0 == (repaint[pixel] == 1)) {
                    return false;
                }
                double v = planes[c * size * size + pixel];
                if (d < NEAR) {
                    near += v;
                    nearest++;
                }
                sum++;
                sumD += d;
                sumDd += (double) d * d;
                sumV += v;
                sumDv += d * v;
                sumVv += v * v;
            }
        }
        double mean = sumV / sum;
        double middle = sumD / sum;
        double spread = sumDd / sum - middle * middle;
        double slope = (sumDv / sum - middle * mean) / spread;
        line[0] = mean - slope * middle;
        line[1] = slope;
        line[2] = near / nearest - line[0] - slope * (NEAR - 1) / 2;
        double rest = sumVv / sum - mean * mean - slope * slope * spread;
        return rest <= most * most;
    }
}
