package studio.unclip.editor.edit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.TileMap;

/**
 * The document becomes one picture of any size: a single layer, nothing masked, nothing selected. For what replaces the
 * whole picture by one of another size, where the layers of before have no place any more.
 *
 * @param size of the canvas that results
 * @param pixels of the one layer, in pixels of that canvas
 */
public record BecomePicture(IntSize size, TileMap pixels, String layerName, Optional<Provenance> provenance)
        implements Edit {
    public BecomePicture {
        Objects.requireNonNull(size);
        Objects.requireNonNull(pixels);
        Objects.requireNonNull(layerName);
        Objects.requireNonNull(provenance);
    }

    @Override
    public Document edited(Document document) {
        Room.requireSize(size);
        // An id of its own: nothing that was said of a layer of before is true of this one.
        LayerProperties properties = LayerProperties.named(new LayerId(document.nextLayer()), layerName)
                .withProvenance(provenance);
        return new Document(
                size, List.of(new PixelLayer(properties, pixels)), Mask.EMPTY, Selection.ALL, document.nextLayer() + 1);
    }
}
