package studio.unclip.editor.render;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;

/** Carries out the steps of one tile, a strip of rows at a time. Confined to one thread. */
final class TilePainter {
    private final Mips mips;
    private final Lanes source = new Lanes();
    private final List<Lanes> backdrops = new ArrayList<>();

    TilePainter(Mips mips) {
        this.mips = mips;
    }

    /** Where finished pixels go. */
    @FunctionalInterface
    interface Sink {
        /** Takes {@code count} pixels of {@code lanes} from index {@code from}: row y of the tile, columns from x. */
        void take(Lanes lanes, int from, int x, int y, int count);
    }

    /**
     * @param level the tile has 256 / 2^level pixels a side
     * @param part pixels of the tile at that level
     */
    void paint(List<Step> steps, int level, IntRect part, Sink sink) {
        int rows = Lanes.CAPACITY / part.width();
        for (int y = part.y(); y < part.bottom(); y += rows) {
            IntRect strip = new IntRect(part.x(), y, part.width(), Math.min(rows, part.bottom() - y));
            Lanes lanes = compose(steps, 0, level, strip);
            for (int row = 0; row < strip.height(); row++) {
                sink.take(lanes, row * strip.width(), strip.x(), strip.y() + row, strip.width());
            }
        }
    }

    private Lanes compose(List<Step> steps, int depth, int level, IntRect strip) {
        if (backdrops.size() == depth) {
            backdrops.add(new Lanes());
        }
        int count = strip.width() * strip.height();
        Lanes backdrop = backdrops.get(depth);
        backdrop.clear(count);
        for (Step step : steps) {
            switch (step) {
                case Step.Pixels pixels -> read(pixels, level, strip);
                case Step.Group group ->
                    source.readGroup(compose(group.steps(), depth + 1, level, strip), count, group.opacity());
            }
            if (step.mask() != null) {
                byte[] values = mips.values(step.mask(), level);
                int side = Tile.SIZE >> level;
                for (int row = 0; row < strip.height(); row++) {
                    int from = (strip.y() + row) * side + strip.x();
                    source.maskAlpha(values, from, row * strip.width(), strip.width());
                }
            }
            Blending.blend(step.blend(), backdrop, source, count);
        }
        return backdrop;
    }

    private void read(Step.Pixels step, int level, IntRect strip) {
        int side = Tile.SIZE >> level;
        int[] pixels = mips.colours(step.tile(), level);
        if (strip.width() == side) {
            source.readStraight(pixels, strip.y() * side, 0, side * strip.height(), step.opacity());
            return;
        }
        for (int row = 0; row < strip.height(); row++) {
            int from = (strip.y() + row) * side + strip.x();
            source.readStraight(pixels, from, row * strip.width(), strip.width(), step.opacity());
        }
    }
}
