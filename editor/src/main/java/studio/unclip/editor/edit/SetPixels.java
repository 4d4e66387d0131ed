package studio.unclip.editor.edit;

import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.TileMap;

/** Other pixels for a layer: a finished stroke. Tiles that are the same objects stay shared. */
public record SetPixels(LayerId layer, TileMap pixels) implements Edit {
    public SetPixels {
        Objects.requireNonNull(layer);
        Objects.requireNonNull(pixels);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // unchanged maps are the same object
    public Document edited(Document document) {
        PixelLayer old = Access.pixels(document, layer);
        return old.pixels() == pixels ? document : document.withLayer(layer, found -> old.withPixels(pixels));
    }
}
