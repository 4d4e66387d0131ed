package studio.unclip.editor.edit;

import java.util.Objects;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/** Puts a picture in place of all pixels of a layer, its upper left pixel at (x, y). */
public record ReplacePicture(LayerId layer, Raster picture, int x, int y, Optional<Provenance> provenance)
        implements Edit {
    public ReplacePicture {
        Objects.requireNonNull(layer);
        Objects.requireNonNull(picture);
        Objects.requireNonNull(provenance);
    }

    @Override
    public Document edited(Document document) {
        PixelLayer old = Access.pixels(document, layer);
        Room.requireReach(new IntRect(x, y, picture.width(), picture.height()), 0, 0);
        PixelLayer changed = new PixelLayer(old.properties().withProvenance(provenance), TileMap.of(picture, x, y));
        return document.withLayer(layer, found -> changed);
    }
}
