package studio.unclip.editor.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/**
 * What one layer adds to one tile of the picture. The steps of a tile are its whole recipe: two equal lists (tiles
 * compare by identity) give equal pixels, so they serve as the key that says whether a cached tile still holds.
 */
sealed interface Step {
    BlendMode blend();

    /** 0 to 1; a uniform mask is counted in. */
    float opacity();

    /** Null if the mask is uniform here or there is none. */
    MaskTile mask();

    record Pixels(Tile tile, BlendMode blend, float opacity, MaskTile mask) implements Step {}

    record Group(List<Step> steps, BlendMode blend, float opacity, MaskTile mask) implements Step {}

    /** The steps of tile (column, row), bottom first; layers that add nothing are left out. */
    static List<Step> of(List<Layer> layers, int column, int row) {
        List<Step> steps = new ArrayList<>(layers.size());
        for (Layer layer : layers) {
            if (!layer.visible()) {
                continue;
            }
            Optional<LayerMask> mask = layer.mask().filter(LayerMask::enabled);
            MaskTile maskTile = mask.map(m -> m.coverage().tile(column, row)).orElse(null);
            float opacity = layer.opacity();
            if (mask.isPresent() && maskTile == null) {
                opacity *= mask.get().coverage().background() / 255f;
            }
            if (opacity == 0) {
                continue;
            }
            switch (layer) {
                case PixelLayer pixels -> {
                    Tile tile = pixels.pixels().tile(column, row);
                    if (tile != null) {
                        steps.add(new Pixels(tile, layer.blend(), opacity, maskTile));
                    }
                }
                case GroupLayer group -> {
                    List<Step> children = of(group.children(), column, row);
                    if (!children.isEmpty()) {
                        steps.add(new Group(children, layer.blend(), opacity, maskTile));
                    }
                }
            }
        }
        return steps;
    }
}
