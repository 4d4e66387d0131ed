package studio.unclip.inference.frame;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.PixelRect;

/**
 * In which squares a model paints what lies around a picture, and in which order: from the picture outward, each square
 * over enough of what is finished by then. Squares stand in a grid that depends on the sizes alone. Pure.
 */
public final class Windows {
    /** How many times the model's size a canvas may have to be seen whole. */
    private static final int WHOLE = 2;

    /** How many windows beside each other would show all of a canvas at most. */
    private static final int MOST_ACROSS = 3;

    private Windows() {}

    /**
     * The windows in the order in which they are painted.
     *
     * @param canvas all of it, from (0, 0)
     * @param old where the old picture lies in it
     * @param size the model's
     * @param overlap how much of a window lies over its neighbour or the old picture, a share of its side, above 0 to 0.95
     */
    public static List<Window> around(PixelRect old, PixelRect canvas, int size, double overlap) {
        List<PixelRect> squares = squares(canvas, side(old, canvas, size, overlap), overlap);
        long[] known = new long[squares.size()];
        List<PixelRect> finished = new ArrayList<>(List.of(old));
        for (int i = 0; i < known.length; i++) {
            known[i] = shared(squares.get(i), old);
        }
        List<Window> windows = new ArrayList<>();
        boolean[] done = new boolean[known.length];
        for (int painted = 0; painted < known.length; painted++) {
            int next = most(known, done);
            done[next] = true;
            PixelRect square = squares.get(next);
            List<PixelRect> fresh = Rectangles.without(List.of(square.intersect(canvas)), finished);
            if (fresh.isEmpty()) {
                continue;
            }
            windows.add(new Window(new Frame(square, size), canvas, fresh));
            finished.addAll(fresh);
            for (int i = 0; i < known.length; i++) {
                for (PixelRect one : fresh) {
                    known[i] += shared(squares.get(i), one);
                }
            }
        }
        return windows;
    }

    /**
     * How large the windows are. One that sees all of the canvas where that is at most twice the model's size: a scene is
     * seen best whole. Else they see at least a third of it, and reach from well inside the picture to the canvas's edge.
     */
    private static int side(PixelRect old, PixelRect canvas, int size, double overlap) {
        int longer = Math.max(canvas.width(), canvas.height());
        if (longer <= WHOLE * size) {
            return Frame.of(canvas, size).square().width();
        }
        int across = Math.max(old.x(), canvas.right() - old.right());
        int down = Math.max(old.y(), canvas.bottom() - old.bottom());
        int reach = (int) Math.ceil(Math.max(across, down) / (1 - overlap));
        int third = above(longer, MOST_ACROSS);
        return Math.min(above(Math.max(reach, third), size), above(longer, size)) * size;
    }

    private static List<PixelRect> squares(PixelRect canvas, int side, double overlap) {
        List<PixelRect> squares = new ArrayList<>();
        for (int y : starts(canvas.height(), side, overlap)) {
            for (int x : starts(canvas.width(), side, overlap)) {
                squares.add(new PixelRect(x, y, side, side));
            }
        }
        return squares;
    }

    /**
     * Where squares begin on one axis: evenly, from edge to edge; the only one lies in the middle.
     *
     * @param length of the axis
     * @param side of a square, in the axis's unit
     * @param overlap the least that two neighbours share (but for one unit, by rounding), as part of a side
     * @return rising; one negative number where a square is longer than the axis
     */
    public static int[] starts(int length, int side, double overlap) {
        if (length <= side) {
            return new int[] {-((side - length) / 2)};
        }
        int count = 1 + (int) Math.ceil((length - side) / (side * (1 - overlap)));
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) ((long) (length - side) * i / (count - 1));
        }
        return starts;
    }

    /** The first of those that know most. */
    private static int most(long[] known, boolean[] done) {
        int best = -1;
        for (int i = 0; i < known.length; i++) {
            if (!done[i] && (best < 0 || known[i] > known[best])) {
                best = i;
            }
        }
        return best;
    }

    private static long shared(PixelRect a, PixelRect b) {
        return a.meets(b) ? Rectangles.pixels(a.intersect(b)) : 0;
    }

    private static int above(int value, int unit) {
        return (value + unit - 1) / unit;
    }
}
