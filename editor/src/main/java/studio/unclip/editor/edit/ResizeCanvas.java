package studio.unclip.editor.edit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.TileMap;

/**
 * Another visible area. Nothing is resampled.
 *
 * @param dx what the old upper left corner's column becomes: positive adds room on the left
 * @param dy likewise for rows
 * @param trim whether pixels that come to lie outside are given up; otherwise they are kept, out of sight
 */
public record ResizeCanvas(IntSize size, int dx, int dy, boolean trim) implements Edit {
    public ResizeCanvas {
        Objects.requireNonNull(size);
    }

    @Override
    public Document apply(Document document) {
        if (size.equals(document.size()) && dx == 0 && dy == 0) {
            return document;
        }
        Document moved = document.withSize(size)
                .withLayers(move(document.layers()))
                .withMask(new Mask(document.mask().coverage().translate(dx, dy)));
        Selection selection = document.selection();
        return selection.isAll()
                ? moved
                : moved.withSelection(new Selection(selection.coverage().translate(dx, dy)));
    }

    private List<Layer> move(List<Layer> layers) {
        return layers.stream().map(this::move).toList();
    }

    private Layer move(Layer layer) {
        Optional<LayerMask> mask =
                layer.mask().map(m -> m.withCoverage(m.coverage().translate(dx, dy)));
        LayerProperties properties = layer.properties().withMask(mask);
        return switch (layer) {
            case PixelLayer pixels -> {
                TileMap moved = pixels.pixels().translate(dx, dy);
                IntRect bounds = size.toRect();
                yield new PixelLayer(properties, trim ? moved.crop(bounds) : moved);
            }
            case GroupLayer group -> new GroupLayer(properties, move(group.children()));
        };
    }
}
