package studio.unclip.editor.render;

import java.util.List;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * Layers composed at full size with straight alpha, for files, the engine and merging. Only what is seen: pixels with
 * alpha 0 come out as {@code 0x00000000}, whatever colour lies hidden under them. Thread-safe.
 */
public final class Flattener {
    private Flattener() {}

    /** What the document looks like; layers only, nothing outside its bounds. */
    public static Raster flatten(Document document) {
        return flatten(document, document.bounds());
    }

    /** What one part of the document looks like; transparent outside its bounds. */
    public static Raster flatten(Document document, IntRect area) {
        return tiles(document.layers(), area.intersect(document.bounds())).toRaster(area);
    }

    /** The layers composed over transparency, in the tiles the area touches and only inside it. */
    public static TileMap tiles(List<Layer> layers, IntRect area) {
        TilePainter painter = new TilePainter(new Mips(0));
        TileMap result = TileMap.EMPTY;
        IntRect tiles = TileMap.tilesOf(area);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                List<Step> steps = Step.of(layers, column, row);
                IntRect rect = TileMap.tileRect(column, row);
                if (!steps.isEmpty()) {
                    IntRect part = rect.intersect(area).translate(-rect.x(), -rect.y());
                    result = result.with(column, row, tile(painter, steps, part));
                }
            }
        }
        return result;
    }

    /** Receives one tile of two documents, straight {@code 0xAARRGGBB}, index {@code y * 256 + x}. */
    @FunctionalInterface
    public interface ChangedTile {
        void visit(IntRect rect, int[] before, int[] after);
    }

    /** Visits, inside the area, the tiles that were made from other layers' tiles; all others look the same. */
    public static void forEachChangedTile(Document before, Document after, IntRect area, ChangedTile visitor) {
        TilePainter painter = new TilePainter(new Mips(0));
        IntRect tiles = TileMap.tilesOf(area);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                List<Step> old = Step.of(before.layers(), column, row);
                List<Step> changed = Step.of(after.layers(), column, row);
                if (!old.equals(changed)) {
                    visitor.visit(TileMap.tileRect(column, row), pixels(painter, old), pixels(painter, changed));
                }
            }
        }
    }

    private static int[] pixels(TilePainter painter, List<Step> steps) {
        Tile tile = tile(painter, steps, new IntRect(0, 0, Tile.SIZE, Tile.SIZE));
        return tile == null ? new int[Tile.AREA] : tile.pixels();
    }

    private static Tile tile(TilePainter painter, List<Step> steps, IntRect part) {
        if (part.area() == Tile.AREA && steps.size() == 1 && asIs(steps.getFirst())) {
            return ((Step.Pixels) steps.getFirst()).tile();
        }
        int[] pixels = new int[Tile.AREA];
        painter.paint(
                steps,
                0,
                part,
                (lanes, from, x, y, count) -> lanes.writeStraight(from, pixels, (y << Tile.SHIFT) + x, count));
        return TileMap.tileOrNull(pixels);
    }

    /** Whether a step's tile is already what it looks like: plain, and without hidden colour under alpha 0. */
    private static boolean asIs(Step step) {
        return step instanceof Step.Pixels pixels
                && step.blend() == BlendMode.NORMAL
                && step.opacity() == 1
                && step.mask() == null
                && !hidesColour(pixels.tile());
    }

    private static boolean hidesColour(Tile tile) {
        for (int pixel : tile.pixels()) {
            if (pixel >>> 24 == 0 && pixel != 0) {
                return true;
            }
        }
        return false;
    }
}
