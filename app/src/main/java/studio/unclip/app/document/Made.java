package studio.unclip.app.document;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** What a document tells of itself: what a model made of it, and what a flat file holds of it. Any thread. */
final class Made {
    private static final String TRAINED = "trainedAlgorithmicMedia";

    private Made() {}

    /** Of the topmost visible layer that has one: what is seen. */
    static Optional<Recipe> recipe(Document document) {
        return recipes(document).findFirst();
    }

    /** Of the topmost visible layer for which something was written: a picture that was only widened shows what it did. */
    static Optional<String> prompt(Document document) {
        return recipes(document)
                .map(Recipe::prompt)
                .filter(prompt -> !prompt.isBlank())
                .findFirst();
    }

    private static Stream<Recipe> recipes(Document document) {
        return visible(document.layers())
                .flatMap(layer -> layer.properties().provenance().stream())
                .flatMap(made -> parse(made).stream());
    }

    /** Whether a model made some of what is seen, as far as is known. */
    static boolean isGenerated(Document document, Metadata beside) {
        return visible(document.layers())
                        .anyMatch(layer -> layer.properties().provenance().isPresent())
                || beside.xmp().filter(xmp -> xmp.contains(TRAINED)).isPresent();
    }

    /** Visible layers, the topmost first, groups before what is in them. */
    private static Stream<Layer> visible(List<Layer> layers) {
        return layers.reversed().stream()
                .filter(Layer::visible)
                .flatMap(layer -> layer instanceof GroupLayer group
                        ? Stream.concat(Stream.of(layer), visible(group.children()))
                        : Stream.of(layer));
    }

    private static Optional<Recipe> parse(Provenance provenance) {
        try {
            return Optional.of(RecipeJson.read(provenance.text()));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    /** Whether there is one layer with pixels at most, shown as it is. */
    static boolean isFlat(Document document) {
        List<Layer> painted = painted(document);
        return painted.isEmpty() || (painted.size() == 1 && isPlain(painted.getFirst()));
    }

    /**
     * Whether a file without layers holds all there is to see: it {@link #isFlat}, or its top layer covers all others, as
     * one generated picture covers the one before. Looks at pixels: not for a window's thread.
     */
    static boolean isSeenWhole(Document document) {
        List<Layer> painted = painted(document);
        return isFlat(document) || (isPlain(painted.getLast()) && covers(painted.getLast(), document.size()));
    }

    private static List<Layer> painted(Document document) {
        return document.layers().stream()
                .filter(layer -> !(layer instanceof PixelLayer pixels)
                        || !pixels.pixels().isEmpty())
                .toList();
    }

    private static boolean covers(Layer layer, IntSize size) {
        TileMap pixels = ((PixelLayer) layer).pixels();
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                if (pixels.argb(x, y) >>> 24 != 255) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isPlain(Layer layer) {
        return layer instanceof PixelLayer
                && layer.visible()
                && layer.opacity() == 1
                && layer.blend() == BlendMode.NORMAL
                && layer.mask().filter(LayerMask::enabled).isEmpty();
    }

    /** One layer with what is seen: nothing where it is transparent. */
    static Document visibleOnly(Document document) {
        return Document.of(Flattener.flatten(document), "Picture");
    }
}
