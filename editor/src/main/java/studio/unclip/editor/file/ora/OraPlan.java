package studio.unclip.editor.file.ora;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * How a document is laid out as an OpenRaster picture: every layer as one picture that any program shows right, with
 * layer masks baked in, a masked group flattened to one picture.
 *
 * @param stack the layer stack
 * @param pictures in the order of the stack's layers, top first, groups entered
 * @param readBack the document a reader gets from stack and pictures alone; where a picture is baked its pixels are
 *     only stood in for by a map that equals nothing else
 * @param notices what could not be kept
 */
record OraPlan(OraStack stack, List<Entry> pictures, Document readBack, List<Notice> notices) {

    /**
     * @param name of the archive's entry
     * @param layer that the picture stands for
     */
    record Entry(String name, LayerId layer, FlatPicture picture) {}

    private static final int HIDDEN_PIXEL = 0x00000001;

    static OraPlan of(Document document, Limits limits, double dotsPerInch) {
        return new Builder(document, limits).plan(dotsPerInch);
    }

    private static final class Builder {
        private final Document document;
        private final Limits limits;
        private final List<Entry> pictures = new ArrayList<>();
        private final List<Notice> notices = new ArrayList<>();
        private long nextId = 1;

        Builder(Document document, Limits limits) {
            this.document = document;
            this.limits = limits;
        }

        OraPlan plan(double dotsPerInch) {
            List<OraStack.Node> nodes = new ArrayList<>();
            List<Layer> layers = new ArrayList<>();
            lay(document.layers(), nodes, layers);
            OraStack stack = new OraStack(document.size(), dotsPerInch, List.copyOf(nodes));
            Document readBack = new Document(document.size(), layers, Mask.EMPTY, Selection.ALL, nextId);
            return new OraPlan(stack, List.copyOf(pictures), readBack, List.copyOf(notices));
        }

        private void lay(List<Layer> from, List<OraStack.Node> nodes, List<Layer> layers) {
            for (Layer layer : from.reversed()) {
                OraStack.Look look = new OraStack.Look(
                        layer.name(), layer.opacity(), layer.visible(), layer.locked(), OraBlend.name(layer.blend()));
                LayerProperties plain = LayerProperties.named(new LayerId(nextId++), layer.name());
                boolean masked = layer.mask().filter(LayerMask::enabled).isPresent();
                if (layer instanceof GroupLayer group && !masked) {
                    List<OraStack.Node> inner = new ArrayList<>();
                    List<Layer> children = new ArrayList<>();
                    lay(group.children(), inner, children);
                    nodes.add(new OraStack.Group(look, true, List.copyOf(inner)));
                    layers.addFirst(new GroupLayer(plain, children));
                } else {
                    nodes.add(picture(layer, look, plain, masked, layers));
                }
            }
        }

        private OraStack.Node picture(
                Layer layer, OraStack.Look look, LayerProperties plain, boolean masked, List<Layer> layers) {
            IntRect whole = LayerArea.of(List.of(layer), document.bounds());
            IntRect area = whole;
            if (area.width() > limits.maxSide()
                    || area.height() > limits.maxSide()
                    || area.area() > limits.maxPixels()) {
                area = area.intersect(document.bounds());
                notices.add(new Notice(Notice.Kind.OUTSIDE_CROPPED, layer.name()));
            }
            if (area.isEmpty()) {
                area = new IntRect(0, 0, 1, 1); // a picture has at least one pixel
            }
            boolean asIs = !masked && layer instanceof PixelLayer;
            List<Layer> shown = asIs ? List.of(layer) : List.of(layer.withProperties(bare(layer)));
            String name = String.format(Locale.ROOT, "data/layer%03d.png", pictures.size());
            pictures.add(new Entry(name, layer.id(), new FlatPicture(shown, asIs, area)));
            boolean same = asIs && area.contains(whole);
            layers.addFirst(new PixelLayer(plain, same ? ((PixelLayer) layer).pixels() : unlikeAnyOther()));
            return new OraStack.Picture(look, Optional.of(name), area.x(), area.y());
        }

        /** Its opacity, blend mode and visibility stand in the stack, its mask is baked. */
        private static LayerProperties bare(Layer layer) {
            return layer.properties().withOpacity(1).withBlend(BlendMode.NORMAL).withVisible(true);
        }

        private static TileMap unlikeAnyOther() {
            int[] pixels = new int[Tile.AREA];
            pixels[0] = HIDDEN_PIXEL;
            return TileMap.EMPTY.with(0, 0, Tile.owning(pixels));
        }
    }
}
