package studio.unclip.editor.edit;

import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/** Lays a picture in as a new layer on top, its upper left pixel at (x, y); the document keeps its size. */
public record PlacePicture(String layerName, Raster picture, int x, int y, Optional<Provenance> provenance)
        implements Edit {
    public PlacePicture {
        Objects.requireNonNull(layerName);
        Objects.requireNonNull(picture);
        Objects.requireNonNull(provenance);
    }

    public PlacePicture(String layerName, Raster picture, int x, int y) {
        this(layerName, picture, x, y, Optional.empty());
    }

    @Override
    public Document edited(Document document) {
        Room.requireReach(new IntRect(x, y, picture.width(), picture.height()), 0, 0);
        LayerProperties properties = LayerProperties.named(new LayerId(document.nextLayer()), layerName)
                .withProvenance(provenance);
        PixelLayer layer = new PixelLayer(properties, TileMap.of(picture, x, y));
        return document.withLayers(LayerTree.addOnTop(document.layers(), layer))
                .withNextLayer(document.nextLayer() + 1);
    }
}
