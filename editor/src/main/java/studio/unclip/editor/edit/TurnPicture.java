package studio.unclip.editor.edit;

import java.util.List;
import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.pixel.Turn;

/** Flips or turns the whole picture: every layer, what lies outside, masks and selection. No pixel changes its value. */
public record TurnPicture(Turn turn) implements Edit {
    public TurnPicture {
        Objects.requireNonNull(turn);
    }

    @Override
    public Document edited(Document document) {
        IntSize before = document.size();
        Document turned = document.withSize(turn.of(before));
        return turned.withLayers(turned(document.layers(), before))
                .withMask(new Mask(turned(document.mask().coverage(), before)))
                .withSelection(Selection.within(turned(document.selection().coverage(), before), turned.bounds()));
    }

    private List<Layer> turned(List<Layer> layers, IntSize before) {
        return layers.stream().map(layer -> turned(layer, before)).toList();
    }

    private Layer turned(Layer layer, IntSize before) {
        LayerProperties properties = layer.properties()
                .withMask(layer.mask().map(mask -> mask.withCoverage(turned(mask.coverage(), before))));
        return switch (layer) {
            case PixelLayer pixels -> new PixelLayer(properties, turned(pixels.pixels(), before));
            case GroupLayer group -> new GroupLayer(properties, turned(group.children(), before));
        };
    }

    private MaskMap turned(MaskMap mask, IntSize before) {
        if (mask.isUniform()) {
            return mask;
        }
        requireReach(mask.tileBounds(), before);
        return mask.turn(turn).translate(turn.shiftX(before), turn.shiftY(before));
    }

    private TileMap turned(TileMap pixels, IntSize before) {
        requireReach(pixels.bounds(), before);
        return pixels.turn(turn).translate(turn.shiftX(before), turn.shiftY(before));
    }

    /** A turned square about the origin reaches as far as the rectangle's farthest side does. */
    private void requireReach(IntRect bounds, IntSize before) {
        int far = Math.max(Math.max(-bounds.x(), bounds.right()), Math.max(-bounds.y(), bounds.bottom()));
        Room.requireReach(new IntRect(-far, -far, 2 * far, 2 * far), turn.shiftX(before), turn.shiftY(before));
    }
}
