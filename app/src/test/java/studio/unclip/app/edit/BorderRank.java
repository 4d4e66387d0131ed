package studio.unclip.app.edit;

import java.util.stream.IntStream;
import studio.unclip.inference.api.Picture;

/**
 * How much a straight line through a picture stands out among all that run beside it, as to an eye that was told to look for
 * one and may stretch the contrast: for every line the mean, over pieces of it, of the step of the tones across it, and of the
 * bend of their slope, each counted up to two levels of 255, so that things which cross the line say little. 0: no line shows
 * less, 1: none more; a line that nothing betrays has any rank, .5 in the mean. Pure.
 */
final class BorderRank {
    /** Rows of a piece. */
    private static final int PIECE = 32;

    private static final double MOST = 2;

    /** Pixels on either side of a step, and how far off are the steps that a slope has anyway. */
    private static final int STEP = 4;

    private static final int BESIDE = 8;

    /** Pixels of each of the two means on either side that a slope is found between. */
    private static final int SLOPE = 16;

    /** Whoever points at a line points this well. */
    private static final int ABOUT = 3;

    private static final int MARGIN = 40;

    private final double[][] sums;
    private final int width;

    private BorderRank(Picture picture, boolean upright) {
        this.width = upright ? picture.width() : picture.height();
        int height = upright ? picture.height() : picture.width();
        this.sums = new double[3 * (height / PIECE)][width + 1];
        byte[] rgba = picture.toRgba();
        for (int piece = 0; piece < sums.length; piece++) {
            for (int x = 0; x < width; x++) {
                double sum = 0;
                for (int y = piece / 3 * PIECE; y < (piece / 3 + 1) * PIECE; y++) {
                    int pixel = upright ? y * picture.width() + x : x * picture.width() + y;
                    sum += rgba[4 * pixel + piece % 3] & 0xff;
                }
                sums[piece][x + 1] = sums[piece][x] + sum / PIECE;
            }
        }
    }

    /**
     * The ranks of the step and of the bend at a line.
     *
     * @param upright whether it is a column, left of which one part ends; else a row
     */
    static double[] of(Picture picture, boolean upright, int line) {
        BorderRank rank = new BorderRank(picture, upright);
        return new double[] {rank.rank(rank::step, line), rank.rank(rank::bend, line)};
    }

    /** What shows of a line in a piece and channel. */
    @FunctionalInterface
    private interface Shown {
        double at(int piece, int line);
    }

    private double rank(Shown shown, int line) {
        double[] all =
                IntStream.range(0, width).mapToDouble(x -> mean(shown, x)).toArray();
        double own = about(all, line);
        int[] lines = IntStream.range(MARGIN, width - MARGIN).toArray();
        return IntStream.of(lines).filter(x -> about(all, x) < own).count() / (double) lines.length;
    }

    private static double about(double[] all, int line) {
        return IntStream.rangeClosed(Math.max(0, line - ABOUT), Math.min(all.length - 1, line + ABOUT))
                .mapToDouble(x -> all[x])
                .max()
                .orElseThrow();
    }

    private double mean(Shown shown, int line) {
        double sum = 0;
        for (int piece = 0; piece < sums.length; piece += 3) {
            double most = 0;
            for (int c = 0; c < 3; c++) {
                most = Math.max(most, Math.abs(shown.at(piece + c, line)));
            }
            sum += Math.min(MOST, most);
        }
        return sum / (sums.length / 3.0);
    }

    private double step(int piece, int line) {
        return across(piece, line) - (across(piece, line - BESIDE) + across(piece, line + BESIDE)) / 2;
    }

    private double across(int piece, int line) {
        return mean(piece, line, STEP) - mean(piece, line - STEP, STEP);
    }

    private double bend(int piece, int line) {
        double right = mean(piece, line + SLOPE, SLOPE) - mean(piece, line, SLOPE);
        double left = mean(piece, line - SLOPE, SLOPE) - mean(piece, line - 2 * SLOPE, SLOPE);
        return right - left;
    }

    /** Of so many pixels; what lies beyond the picture is left out. */
    private double mean(int piece, int from, int count) {
        int first = Math.clamp(from, 0, width - 1);
        int last = Math.clamp((long) from + count, first + 1, width);
        return (sums[piece][last] - sums[piece][first]) / (last - first);
    }
}
