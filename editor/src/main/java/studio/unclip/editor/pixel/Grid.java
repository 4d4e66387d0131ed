package studio.unclip.editor.pixel;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import studio.unclip.editor.geom.IntRect;

/**
 * A persistent sparse grid of 4096 x 4096 cells around the origin: a tree of 8 x 8 nodes, so that a change copies four
 * small nodes and shares the rest, and two grids are compared by walking only nodes that differ.
 */
@SuppressWarnings("ReferenceEquality") // identity is the point
final class Grid<T> {
    /** Cells run from -HALF to HALF - 1 on each axis. */
    static final int HALF = 2048;

    private static final int BITS = 3;
    private static final int SIDE = 1 << BITS;
    private static final int TOP = 3;

    /** Called for a cell; {@code value} may be null only when grids are compared. */
    interface Visitor<T> {
        void visit(int column, int row, T value);
    }

    private static final Grid<?> EMPTY = new Grid<>(null);

    private final Object[] root;

    private Grid(Object[] root) {
        this.root = root;
    }

    @SuppressWarnings("unchecked") // holds nothing
    static <T> Grid<T> empty() {
        return (Grid<T>) EMPTY;
    }

    boolean isEmpty() {
        return root == null;
    }

    /** The cell's value, or null: also for cells beyond the grid. */
    @SuppressWarnings("unchecked") // leaves hold only T
    T get(int column, int row) {
        int u = column + HALF;
        int v = row + HALF;
        if (((u | v) & -(2 * HALF)) != 0) {
            return null;
        }
        Object[] node = root;
        for (int level = TOP; node != null; level--) {
            Object child = node[index(u, v, level)];
            if (level == 0) {
                return (T) child;
            }
            node = (Object[]) child;
        }
        return null;
    }

    /**
     * @param value null empties the cell
     * @throws IndexOutOfBoundsException if the cell lies beyond the grid
     */
    Grid<T> with(int column, int row, T value) {
        int u = column + HALF;
        int v = row + HALF;
        if (((u | v) & -(2 * HALF)) != 0) {
            throw new IndexOutOfBoundsException("tile (" + column + ", " + row + ") is too far out");
        }
        if (get(column, row) == value) {
            return this;
        }
        Object[] changed = with(root, TOP, u, v, value);
        return changed == null ? empty() : new Grid<>(changed);
    }

    private static Object[] with(Object[] node, int level, int u, int v, Object value) {
        Object[] copy = node == null ? new Object[SIDE * SIDE] : node.clone();
        int at = index(u, v, level);
        copy[at] = level == 0 ? value : with((Object[]) copy[at], level - 1, u, v, value);
        if (copy[at] == null) {
            for (Object child : copy) {
                if (child != null) {
                    return copy;
                }
            }
            return null;
        }
        return copy;
    }

    private static int index(int u, int v, int level) {
        int shift = level * BITS;
        return (((v >> shift) & (SIDE - 1)) << BITS) | ((u >> shift) & (SIDE - 1));
    }

    void forEach(Visitor<? super T> visitor) {
        walk(root, TOP, 0, 0, null, visitor);
    }

    /** As {@link #forEach}, but skips every node already in {@code seen} and adds those it enters. */
    void forEachUnseen(Set<Object> seen, Visitor<? super T> visitor) {
        walk(root, TOP, 0, 0, seen, visitor);
    }

    @SuppressWarnings("unchecked") // leaves hold only T
    private static <T> void walk(Object[] node, int level, int u, int v, Set<Object> seen, Visitor<? super T> visitor) {
        if (node == null || (seen != null && !seen.add(node))) {
            return;
        }
        for (int i = 0; i < node.length; i++) {
            if (node[i] != null) {
                int cu = (u << BITS) | (i & (SIDE - 1));
                int cv = (v << BITS) | (i >> BITS);
                if (level == 0) {
                    visitor.visit(cu - HALF, cv - HALF, (T) node[i]);
                } else {
                    walk((Object[]) node[i], level - 1, cu, cv, seen, visitor);
                }
            }
        }
    }

    /** Calls the visitor, with this grid's value or null, for every cell whose value is another object in the other. */
    void forEachDifference(Grid<T> other, Visitor<? super T> visitor) {
        differ(root, other.root, TOP, 0, 0, visitor);
    }

    @SuppressWarnings("unchecked") // leaves hold only T
    private static <T> void differ(Object[] a, Object[] b, int level, int u, int v, Visitor<? super T> visitor) {
        if (a == b) {
            return;
        }
        for (int i = 0; i < SIDE * SIDE; i++) {
            Object left = a == null ? null : a[i];
            Object right = b == null ? null : b[i];
            if (left != right) {
                int cu = (u << BITS) | (i & (SIDE - 1));
                int cv = (v << BITS) | (i >> BITS);
                if (level == 0) {
                    visitor.visit(cu - HALF, cv - HALF, (T) left);
                } else {
                    differ((Object[]) left, (Object[]) right, level - 1, cu, cv, visitor);
                }
            }
        }
    }

    /** The smallest rectangle of cells that holds everything; looks only at nodes that could make it larger. */
    IntRect bounds() {
        return root == null ? IntRect.EMPTY : grown(IntRect.EMPTY, root, TOP, 0, 0);
    }

    private static IntRect grown(IntRect bounds, Object[] node, int level, int u, int v) {
        IntRect all = bounds;
        int shift = level * BITS;
        for (int i = 0; i < node.length; i++) {
            if (node[i] != null) {
                int cu = (u << BITS) | (i & (SIDE - 1));
                int cv = (v << BITS) | (i >> BITS);
                IntRect cells = new IntRect((cu << shift) - HALF, (cv << shift) - HALF, 1 << shift, 1 << shift);
                if (!all.contains(cells)) {
                    all = level == 0 ? all.union(cells) : grown(all, (Object[]) node[i], level - 1, cu, cv);
                }
            }
        }
        return all;
    }

    /** An empty set for {@link #forEachUnseen}. */
    static Set<Object> newSeen() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** How many cells hold something. */
    int count() {
        int[] n = {0};
        forEach((column, row, value) -> n[0]++);
        return n[0];
    }
}
