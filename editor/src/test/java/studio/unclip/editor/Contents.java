package studio.unclip.editor;

import java.util.Arrays;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.MaskMap;

/** A number for everything a document holds, down to colours under alpha 0. */
public final class Contents {
    private long hash = 17;

    private Contents() {}

    public static long hash(Document document) {
        Contents contents = new Contents();
        contents.add(document.size().hashCode());
        contents.add(document.mask().coverage());
        contents.add(document.selection().coverage());
        LayerTree.forEach(document.layers(), layer -> {
            contents.add(layer.id().hashCode());
            contents.add(layer.name().hashCode());
            contents.add(Float.hashCode(layer.opacity()));
            contents.add(layer.blend().cssName().hashCode());
            contents.add((layer.visible() ? 1 : 0) + (layer.locked() ? 2 : 0));
            layer.mask().ifPresent(mask -> contents.add(mask.coverage()));
            if (layer instanceof PixelLayer pixels) {
                pixels.pixels().forEach((column, row, tile) -> {
                    contents.add(column * 4096 + row);
                    contents.add(Arrays.hashCode(tile.pixels()));
                });
            }
        });
        return contents.hash;
    }

    private void add(MaskMap mask) {
        add(mask.background());
        mask.forEach((column, row, tile) -> {
            add(column * 4096 + row);
            add(Arrays.hashCode(tile.values()));
        });
    }

    private void add(int value) {
        hash = hash * 1_000_003 + value;
    }
}
