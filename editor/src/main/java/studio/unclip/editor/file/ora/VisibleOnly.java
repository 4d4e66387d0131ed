package studio.unclip.editor.file.ora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/**
 * A document that looks the same and holds nothing one cannot see: hidden layers and recipes are gone, layer masks
 * baked, names replaced by numbers, and a pixel is cleared where it is fully transparent, lies outside the picture or
 * is covered by an opaque pixel of a normal layer above it.
 */
final class VisibleOnly {
    private final IntRect bounds;
    private long nextId = 1;

    private VisibleOnly(IntRect bounds) {
        this.bounds = bounds;
    }

    static Document of(Document document) {
        VisibleOnly visible = new VisibleOnly(document.bounds());
        Seen seen = visible.layers(document.layers(), MaskMap.EMPTY);
        return new Document(document.size(), seen.layers(), Mask.EMPTY, Selection.ALL, visible.nextId);
    }

    /**
     * @param layers bottom first
     * @param covered 255 where nothing below them shows
     */
    private record Seen(List<Layer> layers, MaskMap covered) {}

    private Seen layers(List<Layer> layers, MaskMap coveredFromAbove) {
        List<Layer> kept = new ArrayList<>();
        MaskMap covered = coveredFromAbove;
        for (Layer layer : layers.reversed()) {
            if (!layer.visible() || layer.opacity() == 0) {
                continue;
            }
            boolean hides = layer.opacity() == 1 && layer.blend() == BlendMode.NORMAL;
            boolean masked = layer.mask().filter(LayerMask::enabled).isPresent();
            LayerProperties properties = LayerProperties.named(new LayerId(nextId), "Layer " + nextId)
                    .withOpacity(layer.opacity())
                    .withBlend(layer.blend());
            nextId++;
            if (layer instanceof GroupLayer group && !masked) {
                // A child is covered by what covers the group; children cover what lies below only if the group does.
                Seen inner = layers(group.children(), covered);
                covered = hides ? inner.covered() : covered;
                if (!inner.layers().isEmpty()) {
                    kept.addFirst(new GroupLayer(properties, inner.layers()));
                }
                continue;
            }
            TileMap pixels = masked ? baked(layer) : ((PixelLayer) layer).pixels();
            TileMap shown = clear(pixels, covered);
            covered = hides ? cover(covered, pixels) : covered;
            if (!shown.isEmpty()) {
                kept.addFirst(new PixelLayer(properties, shown));
            }
        }
        return new Seen(List.copyOf(kept), covered);
    }

    private TileMap baked(Layer layer) {
        Layer bare = layer.withProperties(
                layer.properties().withOpacity(1).withBlend(BlendMode.NORMAL).withVisible(true));
        return Flattener.tiles(List.of(bare), bounds);
    }

    private TileMap clear(TileMap pixels, MaskMap covered) {
        TileMap[] result = {TileMap.EMPTY};
        pixels.crop(bounds).forEach((column, row, tile) -> {
            int[] from = tile.pixels();
            byte[] hidden = covered.copyOfTile(column, row);
            int[] shown = new int[Tile.AREA];
            for (int i = 0; i < shown.length; i++) {
                shown[i] = from[i] >>> 24 == 0 || hidden[i] != 0 ? 0 : from[i];
            }
            result[0] = result[0].with(column, row, Arrays.equals(shown, from) ? tile : TileMap.tileOrNull(shown));
        });
        return result[0];
    }

    private MaskMap cover(MaskMap covered, TileMap pixels) {
        MaskMap[] result = {covered};
        pixels.crop(bounds).forEach((column, row, tile) -> {
            int[] from = tile.pixels();
            byte[] values = result[0].copyOfTile(column, row);
            boolean more = false;
            for (int i = 0; i < from.length; i++) {
                if (from[i] >>> 24 == 255 && values[i] == 0) {
                    values[i] = (byte) 255;
                    more = true;
                }
            }
            if (more) {
                result[0] = result[0].withValues(column, row, values);
            }
        });
        return result[0];
    }
}
