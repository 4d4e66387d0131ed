package studio.unclip.editor.file.state;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.TileMap;

/** The maps of a document in the order in which a log that leans on it numbers them. */
record BaseMaps(List<TileMap> maps, List<MaskMap> maskMaps) {
    static BaseMaps of(Document document) {
        List<TileMap> maps = new ArrayList<>();
        List<MaskMap> maskMaps = new ArrayList<>();
        LayerTree.forEach(document.layers(), layer -> {
            layer.mask().ifPresent(mask -> maskMaps.add(mask.coverage()));
            if (layer instanceof PixelLayer pixels) {
                maps.add(pixels.pixels());
            }
        });
        maskMaps.add(document.mask().coverage());
        maskMaps.add(document.selection().coverage());
        return new BaseMaps(maps, maskMaps);
    }
}
