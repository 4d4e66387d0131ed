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
import studio.unclip.editor.pixel.MaskMap;
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
    public Document edited(Document document) {
        if (size.equals(document.size()) && dx == 0 && dy == 0) {
            return document;
        }
        Room.requireSize(size);
        return document.withSize(size)
                .withLayers(move(document.layers()))
                .withMask(new Mask(move(document.mask().coverage())))
                .withSelection(Selection.within(move(document.selection().coverage()), size.toRect()));
    }

    private MaskMap move(MaskMap mask) {
        Room.requireReach(mask.tileBounds(), dx, dy);
        return mask.translate(dx, dy);
    }

    /** What will be visible, in coordinates from before. */
    private IntRect shown() {
        Room.requireReach(size.toRect(), -(long) dx, -(long) dy);
        return size.toRect().translate(-dx, -dy);
    }

    private List<Layer> move(List<Layer> layers) {
        return layers.stream().map(this::move).toList();
    }

    private Layer move(Layer layer) {
        Optional<LayerMask> mask = layer.mask().map(m -> m.withCoverage(move(m.coverage())));
        LayerProperties properties = layer.properties().withMask(mask);
        return switch (layer) {
            case PixelLayer pixels -> {
                TileMap kept = trim ? pixels.pixels().crop(shown()) : pixels.pixels();
                Room.requireReach(kept.bounds(), dx, dy);
                yield new PixelLayer(properties, kept.translate(dx, dy));
            }
            case GroupLayer group -> new GroupLayer(properties, move(group.children()));
        };
    }
}
