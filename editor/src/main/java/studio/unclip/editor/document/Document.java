package studio.unclip.editor.document;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/**
 * A picture being edited: immutable, sRGB, straight alpha.
 *
 * @param size the visible area, from (0, 0), at least one pixel and within {@link DocumentLimits}
 * @param layers bottom first
 * @param mask what the model shall repaint
 * @param selection where edits have effect
 * @param nextLayer the value of the next new {@link LayerId}; above every id in use
 */
public record Document(IntSize size, List<Layer> layers, Mask mask, Selection selection, long nextLayer) {
    public Document {
        layers = List.copyOf(layers);
        Objects.requireNonNull(mask);
        Objects.requireNonNull(selection);
        if (!DocumentLimits.allow(size)) {
            throw new IllegalArgumentException("a document cannot be " + size);
        }
    }

    /** Transparent, one empty layer named {@code layerName}. */
    public static Document blank(IntSize size, String layerName) {
        return new Document(size, List.of(), Mask.EMPTY, Selection.ALL, 1).withNewLayer(layerName, TileMap.EMPTY);
    }

    /** As large as the picture, which becomes its one layer. */
    public static Document of(Raster picture, String layerName) {
        return new Document(picture.size(), List.of(), Mask.EMPTY, Selection.ALL, 1)
                .withNewLayer(layerName, TileMap.of(picture, 0, 0));
    }

    private Document withNewLayer(String name, TileMap pixels) {
        Layer layer = new PixelLayer(LayerProperties.named(new LayerId(nextLayer), name), pixels);
        return new Document(size, LayerTree.addOnTop(layers, layer), mask, selection, nextLayer + 1);
    }

    /** The visible area as a rectangle at the origin. */
    public IntRect bounds() {
        return size.toRect();
    }

    /** The layer of this id, at any depth. */
    public Optional<Layer> layer(LayerId id) {
        return LayerTree.find(layers, id);
    }

    /** The pixel layer of this id, at any depth; empty also for other kinds. */
    public Optional<PixelLayer> pixelLayer(LayerId id) {
        return layer(id).filter(PixelLayer.class::isInstance).map(PixelLayer.class::cast);
    }

    public Document withSize(IntSize value) {
        return new Document(value, layers, mask, selection, nextLayer);
    }

    public Document withLayers(List<Layer> value) {
        return new Document(size, value, mask, selection, nextLayer);
    }

    public Document withMask(Mask value) {
        return new Document(size, layers, value, selection, nextLayer);
    }

    public Document withSelection(Selection value) {
        return new Document(size, layers, mask, value, nextLayer);
    }

    public Document withNextLayer(long value) {
        return new Document(size, layers, mask, selection, value);
    }

    /** This document with one layer changed, at any depth; itself if there is none of that id or it stays the same. */
    @SuppressWarnings("ReferenceEquality") // an unchanged list is the same object
    public Document withLayer(LayerId id, UnaryOperator<Layer> change) {
        List<Layer> changed = LayerTree.replace(layers, id, change);
        return changed == layers ? this : withLayers(changed);
    }
}
