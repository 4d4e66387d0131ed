package studio.unclip.editor.file.ora;

import java.util.List;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/** Which rectangle of a layer must be written so that nothing of it is lost. */
final class LayerArea {
    private LayerArea() {}

    /**
     * The document's rectangle where nothing lies outside it, else all tiles; empty if there is nothing. A layer then
     * keeps its rectangle while one paints on it, and its strips can be copied from save to save.
     */
    static IntRect of(List<Layer> layers, IntRect document) {
        IntRect all = IntRect.EMPTY;
        boolean outside = false;
        for (Layer layer : layers) {
            switch (layer) {
                case PixelLayer pixels -> {
                    all = all.union(pixels.pixels().bounds());
                    outside |= reachesOutside(pixels.pixels(), document);
                }
                case GroupLayer group -> {
                    IntRect inner = of(group.children(), document);
                    all = all.union(inner);
                    outside |= !document.contains(inner);
                }
            }
        }
        return outside ? all : all.intersect(document);
    }

    private static boolean reachesOutside(TileMap map, IntRect document) {
        boolean[] outside = {false};
        map.forEach((column, row, tile) -> {
            IntRect rect = TileMap.tileRect(column, row);
            if (!outside[0] && !document.contains(rect)) {
                outside[0] = reachesOutside(tile, rect, document);
            }
        });
        return outside[0];
    }

    private static boolean reachesOutside(Tile tile, IntRect rect, IntRect document) {
        int[] pixels = tile.pixels();
        for (int y = 0; y < Tile.SIZE; y++) {
            for (int x = 0; x < Tile.SIZE; x++) {
                if (pixels[y << Tile.SHIFT | x] != 0 && !document.contains(rect.x() + x, rect.y() + y)) {
                    return true;
                }
            }
        }
        return false;
    }
}
