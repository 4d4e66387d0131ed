package studio.unclip.editor.document;

import java.util.Objects;
import studio.unclip.editor.pixel.TileMap;

/** A layer of pixels, in document coordinates; they may reach outside the document. */
public record PixelLayer(LayerProperties properties, TileMap pixels) implements Layer {
    public PixelLayer {
        Objects.requireNonNull(properties);
        Objects.requireNonNull(pixels);
    }

    @Override
    public PixelLayer withProperties(LayerProperties value) {
        return new PixelLayer(value, pixels);
    }

    public PixelLayer withPixels(TileMap value) {
        return new PixelLayer(properties, value);
    }
}
