package studio.unclip.editor.session;

import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.TileMap;

/** Where two documents may look different; whole tiles, found by identity without reading a pixel. */
final class DirtyArea {
    private final IntRect bounds;
    private IntRect dirty = IntRect.EMPTY;

    private DirtyArea(IntRect bounds) {
        this.bounds = bounds;
    }

    static IntRect between(Document before, Document after) {
        IntRect all = before.bounds().union(after.bounds());
        if (!before.size().equals(after.size())) {
            return all;
        }
        DirtyArea area = new DirtyArea(all);
        area.compare(before.layers(), after.layers());
        area.compare(before.mask().coverage(), after.mask().coverage());
        area.compare(before.selection().coverage(), after.selection().coverage());
        return area.dirty.intersect(all);
    }

    private void add(IntRect rect) {
        dirty = dirty.union(rect);
    }

    @SuppressWarnings("ReferenceEquality") // shared parts are the same object
    private void compare(List<Layer> before, List<Layer> after) {
        if (before == after) {
            return;
        }
        boolean sameOrder = before.size() == after.size();
        for (int i = 0; sameOrder && i < before.size(); i++) {
            sameOrder = before.get(i).id().equals(after.get(i).id());
        }
        if (sameOrder) {
            for (int i = 0; i < before.size(); i++) {
                if (before.get(i) != after.get(i)) {
                    compare(before.get(i), after.get(i));
                }
            }
            return;
        }
        for (Layer layer : before) {
            if (!after.contains(layer) || before.size() == after.size()) {
                addVisible(layer);
            }
        }
        for (Layer layer : after) {
            if (!before.contains(layer)) {
                addVisible(layer);
            }
        }
        if (!before.stream()
                .filter(after::contains)
                .toList()
                .equals(after.stream().filter(before::contains).toList())) {
            before.forEach(this::addVisible);
        }
    }

    private void compare(Layer before, Layer after) {
        if (!sameLook(before.properties(), after.properties())) {
            addVisible(before);
            addVisible(after);
            return;
        }
        if (!before.visible()) {
            return;
        }
        Optional<LayerMask> mask = before.mask().filter(LayerMask::enabled);
        if (mask.isPresent()) {
            compare(mask.get().coverage(), after.mask().orElseThrow().coverage());
        }
        if (before instanceof PixelLayer old && after instanceof PixelLayer changed) {
            old.pixels().forEachDifference(changed.pixels(), (column, row, tile) -> add(TileMap.tileRect(column, row)));
        } else if (before instanceof GroupLayer old && after instanceof GroupLayer changed) {
            compare(old.children(), changed.children());
        } else {
            addVisible(before);
            addVisible(after);
        }
    }

    /** Whether two layers of equal pixels and masks look the same. */
    private static boolean sameLook(LayerProperties a, LayerProperties b) {
        return a.visible() == b.visible()
                && a.opacity() == b.opacity()
                && a.blend() == b.blend()
                && a.mask().filter(LayerMask::enabled).isPresent()
                        == b.mask().filter(LayerMask::enabled).isPresent();
    }

    private void compare(MaskMap before, MaskMap after) {
        if (before.background() != after.background()) {
            add(bounds);
            return;
        }
        before.forEachDifference(after, (column, row, tile) -> add(TileMap.tileRect(column, row)));
    }

    private void addVisible(Layer layer) {
        if (!layer.visible()) {
            return;
        }
        switch (layer) {
            case PixelLayer pixels -> add(pixels.pixels().bounds());
            case GroupLayer group -> group.children().forEach(this::addVisible);
        }
    }
}
