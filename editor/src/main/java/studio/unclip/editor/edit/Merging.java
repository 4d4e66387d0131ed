package studio.unclip.editor.edit;

import java.util.List;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/** Layers joined to one. */
final class Merging {
    private Merging() {}

    static Document mergeDown(Document document, LayerId id) {
        Layer upper = Access.unlocked(document, id);
        LayerTree.Place place = LayerTree.place(document.layers(), id).orElseThrow();
        if (place.index() == 0) {
            throw new EditRefusedException(Refusal.NOTHING_BELOW);
        }
        Layer lower = LayerTree.siblings(document.layers(), place.group()).get(place.index() - 1);
        Access.unlocked(document, lower.id());
        TileMap pixels = Flattener.tiles(List.of(lower, upper), extent(lower).union(extent(upper)));
        LayerProperties properties = LayerProperties.named(lower.id(), lower.name())
                .withVisible(lower.visible() || upper.visible())
                // Blended over transparency above, so the pair's own mode can only be the lower one's.
                .withBlend(lower.visible() ? lower.blend() : BlendMode.NORMAL)
                .withProvenance(lower.provenance());
        Document without = document.withLayer(id, layer -> null);
        return without.withLayer(lower.id(), layer -> new PixelLayer(properties, pixels));
    }

    static Document flatten(Document document, LayerProperties properties) {
        TileMap pixels = Flattener.tiles(document.layers(), document.bounds());
        return document.withLayers(List.of(new PixelLayer(properties, pixels))).withNextLayer(document.nextLayer() + 1);
    }

    /** Whole tiles around all pixels of a layer or group. */
    static IntRect extent(Layer layer) {
        return switch (layer) {
            case PixelLayer pixels -> pixels.pixels().bounds();
            case GroupLayer group ->
                group.children().stream().map(Merging::extent).reduce(IntRect.EMPTY, IntRect::union);
        };
    }
}
