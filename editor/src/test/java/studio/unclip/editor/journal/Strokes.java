package studio.unclip.editor.journal;

import java.util.Random;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/** A document whose every state follows from one number: so many strokes. The number stands in its first pixel. */
final class Strokes {
    static final IntSize SIZE = new IntSize(700, 520);
    private static final int DAB = 24;
    private static final LayerId BELOW = new LayerId(1);
    private static final LayerId ABOVE = new LayerId(2);

    private Strokes() {}

    static Document blank() {
        Document document = Document.blank(SIZE, "Below");
        Layer above = new PixelLayer(LayerProperties.named(ABOVE, "Above").withOpacity(0.5f), TileMap.EMPTY);
        return document.withLayers(LayerTree.addOnTop(document.layers(), above)).withNextLayer(3);
    }

    /** The document with one more stroke. */
    static Document next(Document document) {
        int number = count(document) + 1;
        Random random = new Random(number * 7919L);
        Raster dab = Raster.filled(DAB, DAB, 0xFF000000 | random.nextInt(1 << 24));
        int x = 1 + random.nextInt(SIZE.width() - DAB);
        int y = 1 + random.nextInt(SIZE.height() - DAB);
        Document painted = paint(document, random.nextBoolean() ? BELOW : ABOVE, dab, x, y);
        return paint(painted, BELOW, Raster.filled(1, 1, 0xFF000000 | number), 0, 0);
    }

    private static Document paint(Document document, LayerId layer, Raster raster, int x, int y) {
        return document.withLayer(layer, found -> {
            PixelLayer pixels = (PixelLayer) found;
            return pixels.withPixels(pixels.pixels().withRaster(raster, x, y));
        });
    }

    /** How many strokes led to the document. */
    static int count(Document document) {
        return document.pixelLayer(BELOW).orElseThrow().pixels().argb(0, 0) & 0xffffff;
    }

    /** The document after so many strokes, made anew. */
    static Document after(int count) {
        Document document = blank();
        for (int i = 0; i < count; i++) {
            document = next(document);
        }
        return document;
    }
}
