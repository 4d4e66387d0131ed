package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where tiles of many rounds lie. Each is a square picture with a caption below. Plain data.
 *
 * @param slots one a tile, in the tiles' order
 * @param dividers where lines between two rounds stand, in a strip
 * @param heading where the words above the rounds of before stand, in a field that has some
 * @param inset how far the first round lies from the left edge
 * @param length of all, in the direction it is scrolled: sideways a strip, downwards a field
 */
record TilePlan(List<Slot> slots, List<Double> dividers, OptionalDouble heading, double inset, double length) {
    static final double GAP = 12;
    static final double HEADING = 40;

    private static final double LARGEST = 420;
    private static final double SMALLEST = 64;

    /** A round that does not fit beside itself is made smaller down to this; then it is scrolled. */
    private static final double SMALL = 72;

    /** Side of the tiles of earlier rounds in a field. */
    private static final double EARLIER = 132;

    /**
     * A tile's place.
     *
     * @param side of its square, pixels
     */
    record Slot(double x, double y, double side) {}

    /**
     * One row, the newest round first.
     *
     * @param counts tiles a round
     * @param caption height below each square
     */
    static TilePlan strip(List<Integer> counts, double width, double height, double caption) {
        double high = Math.clamp(height - caption, SMALLEST, LARGEST);
        int first = counts.isEmpty() ? 1 : Math.max(1, counts.getFirst());
        double fitting = Math.floor((width - GAP * (first - 1)) / first);
        double side = Math.floor(Math.min(high, Math.max(fitting, Math.min(high, SMALL))));
        double top = Math.max(0, Math.floor((height - side - caption) / 2));
        List<Slot> slots = new ArrayList<>();
        List<Double> dividers = new ArrayList<>();
        double x = 0;
        for (int round = 0; round < counts.size(); round++) {
            if (round > 0) {
                dividers.add(x);
                x += GAP;
            }
            for (int i = 0; i < counts.get(round); i++) {
                slots.add(new Slot(x, top, side));
                x += side + GAP;
            }
        }
        return new TilePlan(List.copyOf(slots), List.copyOf(dividers), OptionalDouble.empty(), 0, Math.max(0, x - GAP));
    }

    /**
     * The newest round as large as the room allows, those of before below it.
     *
     * @param counts tiles a round
     * @param caption height below each square
     */
    static TilePlan field(List<Integer> counts, double width, double height, double caption) {
        int first = counts.isEmpty() ? 0 : counts.getFirst();
        int others = counts.stream().mapToInt(Integer::intValue).sum() - first;
        double room = others > 0 ? height - HEADING : height;
        Grid grid = Grid.of(first, width, room, caption);
        double left = Math.max(0, Math.floor((width - grid.width()) / 2));
        double top = Math.max(0, Math.floor((room - grid.height(first, caption)) / 2));
        List<Slot> slots = new ArrayList<>();
        addRows(slots, first, grid, left, top, caption);
        if (others == 0) {
            return new TilePlan(List.copyOf(slots), List.of(), OptionalDouble.empty(), left, height);
        }
        int columns = Math.max(1, (int) ((width + GAP) / (EARLIER + GAP)));
        Grid small = new Grid(columns, EARLIER);
        double heading = Math.max(room, top + grid.height(first, caption));
        double begin = heading + HEADING;
        addRows(slots, others, small, Math.max(0, Math.floor((width - small.width()) / 2)), begin, caption);
        return new TilePlan(
                List.copyOf(slots), List.of(), OptionalDouble.of(heading), left, begin + small.height(others, caption));
    }

    private static void addRows(List<Slot> slots, int count, Grid grid, double left, double top, double caption) {
        for (int i = 0; i < count; i++) {
            double x = left + i % grid.columns() * (grid.side() + GAP);
            int row = i / grid.columns();
            double y = top + row * (grid.side() + caption + GAP);
            slots.add(new Slot(x, y, grid.side()));
        }
    }

    /**
     * Columns and side for so many tiles.
     *
     * @param side of the square, pixels
     */
    record Grid(int columns, double side) {
        static Grid of(int count, double width, double height, double caption) {
            Grid best = new Grid(1, 0);
            for (int columns = 1; columns <= Math.max(1, count); columns++) {
                int rows = rows(count, columns);
                double side =
                        Math.min((width - GAP * (columns - 1)) / columns, (height - GAP * (rows - 1)) / rows - caption);
                if (side > best.side()) {
                    best = new Grid(columns, side);
                }
            }
            return new Grid(best.columns(), Math.floor(Math.clamp(best.side(), SMALLEST, LARGEST)));
        }

        private static int rows(int count, int columns) {
            return Math.max(1, (count + columns - 1) / columns);
        }

        double width() {
            return columns * side + (columns - 1) * GAP;
        }

        double height(int count, double caption) {
            int rows = rows(count, columns);
            return rows * (side + caption) + (rows - 1) * GAP;
        }
    }

    /**
     * The tile that lies in a direction; the same if there is none.
     *
     * @param right columns, -1, 0 or 1
     * @param down rows, -1, 0 or 1
     */
    int neighbour(int from, int right, int down) {
        if (right != 0) {
            int to = from + right;
            return to >= 0 && to < slots.size() ? to : from;
        }
        Slot here = slots.get(from);
        int best = from;
        for (int i = 0; i < slots.size(); i++) {
            Slot there = slots.get(i);
            boolean lies = down > 0 ? there.y() >= here.y() + here.side() : there.y() + there.side() <= here.y();
            if (lies && (best == from || distance(here, there) < distance(here, slots.get(best)))) {
                best = i;
            }
        }
        return best;
    }

    /** Rows count first, then how far it lies to the side. */
    private static double distance(Slot from, Slot to) {
        double across = Math.abs(from.x() + from.side() / 2 - to.x() - to.side() / 2);
        return Math.abs(from.y() + from.side() / 2 - to.y() - to.side() / 2) * 1000 + across;
    }
}
