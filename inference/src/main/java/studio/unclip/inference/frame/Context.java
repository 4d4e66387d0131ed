package studio.unclip.inference.frame;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

/**
 * What a model is shown to paint some of what is masked. Masked places that lie further apart than one of them sees are
 * painted each in a context of its own, so that both keep their detail.
 *
 * @param frame what is shown
 * @param box the smallest rectangle with all that is masked there, within the picture
 */
public record Context(Frame frame, PixelRect box) {
    /**
     * Cells along the picture's longer side. Every context sees a sixteenth of that side around its box: what lies in
     * neighbouring cells would be joined anyway.
     */
    private static final int CELLS = 32;

    /** What a context shows is this far from what another one paints: the ring around that is blended too, pixels. */
    private static final int APART = 32;

    /**
     * The contexts of a mask, from the top. No context shows what another one paints.
     *
     * @param mask not empty
     * @param size the model's
     * @param beside how much of the surroundings is shown on each side, a share of the box's longer side
     * @param chosen a square with all of the mask that a person wants shown instead; grown to the next whole scale
     */
    public static List<Context> of(Mask mask, int size, double beside, Optional<PixelRect> chosen) {
        PixelRect picture = new PixelRect(0, 0, mask.width(), mask.height());
        PixelRect whole = mask.area().orElseThrow(() -> new IllegalArgumentException("an empty mask has no context"));
        if (chosen.isPresent()) {
            return List.of(new Context(Frame.chosen(chosen.get(), picture, size), whole));
        }
        List<Context> contexts = new ArrayList<>();
        for (PixelRect box : boxes(mask, whole)) {
            contexts.add(new Context(Frame.around(box, picture, size, beside), box));
        }
        join(contexts, picture, size, beside);
        contexts.sort(Comparator.comparingInt((Context one) -> one.box().y())
                .thenComparingInt(one -> one.box().x()));
        return List.copyOf(contexts);
    }

    /** Two of which one sees what is to be painted in the other become one, until there are none. */
    private static void join(List<Context> contexts, PixelRect picture, int size, double beside) {
        boolean joined = true;
        while (joined) {
            joined = false;
            for (int i = 0; i < contexts.size() && !joined; i++) {
                for (int k = i + 1; k < contexts.size() && !joined; k++) {
                    Context a = contexts.get(i);
                    Context b = contexts.get(k);
                    if (a.shows(b.box) || b.shows(a.box)) {
                        PixelRect box = a.box.union(b.box);
                        contexts.remove(k);
                        contexts.set(i, new Context(Frame.around(box, picture, size, beside), box));
                        joined = true;
                    }
                }
            }
        }
    }

    private boolean shows(PixelRect other) {
        return frame.square()
                .meets(new PixelRect(
                        other.x() - APART, other.y() - APART, other.width() + 2 * APART, other.height() + 2 * APART));
    }

    /** The boxes of what is masked in cells that touch. */
    private static List<PixelRect> boxes(Mask mask, PixelRect whole) {
        int cell = Math.max(1, Math.max(mask.width(), mask.height()) / CELLS);
        int columns = (whole.width() + cell - 1) / cell;
        int rows = (whole.height() + cell - 1) / cell;
        PixelRect[] cells = cells(mask, whole, cell, columns, rows);
        List<PixelRect> boxes = new ArrayList<>();
        for (int at = 0; at < cells.length; at++) {
            if (cells[at] != null) {
                boxes.add(taken(cells, at, columns, rows));
            }
        }
        return boxes;
    }

    /** For each cell the box of what is masked in it; null where nothing is. */
    private static PixelRect[] cells(Mask mask, PixelRect whole, int cell, int columns, int rows) {
        PixelRect[] cells = new PixelRect[columns * rows];
        ByteBuffer values = mask.values();
        for (int y = 0; y < whole.height(); y++) {
            for (int column = 0; column < columns; column++) {
                int end = Math.min(whole.width(), (column + 1) * cell);
                int first = -1;
                int last = -1;
                for (int x = column * cell; x < end; x++) {
                    if (values.get(y * whole.width() + x) != 0) {
                        first = first < 0 ? x : first;
                        last = x;
                    }
                }
                if (first >= 0) {
                    PixelRect run = new PixelRect(whole.x() + first, whole.y() + y, last - first + 1, 1);
                    int at = y / cell * columns + column;
                    cells[at] = cells[at] == null ? run : cells[at].union(run);
                }
            }
        }
        return cells;
    }

    /** The box of a cell and all that touch it; they are taken out. */
    private static PixelRect taken(PixelRect[] cells, int from, int columns, int rows) {
        PixelRect box = cells[from];
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        cells[from] = null;
        while (!open.isEmpty()) {
            int at = open.pop();
            int column = at % columns;
            int row = at / columns;
            for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
                for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                    int next = y * columns + x;
                    if (cells[next] != null) {
                        box = box.union(cells[next]);
                        cells[next] = null;
                        open.push(next);
                    }
                }
            }
        }
        return box;
    }
}
