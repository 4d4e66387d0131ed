package studio.unclip.editor.edit;

import java.util.List;
import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.TileMap;

/**
 * Moves a layer with its mask by whole pixels, a group with all it holds. What comes to lie outside the picture is kept,
 * out of sight.
 */
public record MoveLayer(LayerId id, int dx, int dy) implements Edit {
    public MoveLayer {
        Objects.requireNonNull(id);
    }

    @Override
    public Document edited(Document document) {
        Access.unlocked(document, id);
        return dx == 0 && dy == 0 ? document : document.withLayer(id, this::moved);
    }

    private Layer moved(Layer layer) {
        LayerProperties properties =
                layer.properties().withMask(layer.mask().map(mask -> mask.withCoverage(moved(mask.coverage()))));
        return switch (layer) {
            case PixelLayer pixels -> new PixelLayer(properties, moved(pixels.pixels()));
            case GroupLayer group ->
                new GroupLayer(
                        properties, group.children().stream().map(this::moved).toList());
        };
    }

    private MaskMap moved(MaskMap mask) {
        Room.requireReach(mask.tileBounds(), dx, dy);
        return mask.translate(dx, dy);
    }

    private TileMap moved(TileMap pixels) {
        Room.requireReach(pixels.bounds(), dx, dy);
        return pixels.translate(dx, dy);
    }

    /** How many tiles moving a layer makes anew, those of masks among them. */
    public static int tiles(Layer layer) {
        int own = layer.mask().map(mask -> mask.coverage().count()).orElse(0);
        return own
                + switch (layer) {
                    case PixelLayer pixels -> pixels.pixels().count();
                    case GroupLayer group ->
                        group.children().stream().mapToInt(MoveLayer::tiles).sum();
                };
    }

    /** What a layer may show, to whole tiles; of a group, what its layers may. */
    public static IntRect shownBy(Layer layer) {
        return switch (layer) {
            case PixelLayer pixels -> pixels.pixels().bounds();
            case GroupLayer group -> union(group.children());
        };
    }

    private static IntRect union(List<Layer> layers) {
        IntRect all = IntRect.EMPTY;
        for (Layer layer : layers) {
            all = all.union(shownBy(layer));
        }
        return all;
    }
}
