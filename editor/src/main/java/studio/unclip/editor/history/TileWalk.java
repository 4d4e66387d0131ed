package studio.unclip.editor.history;

import java.util.Set;
import java.util.function.Consumer;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Spillable;
import studio.unclip.editor.pixel.TileMap;

/** Visits every tile that documents hold, each once. */
final class TileWalk {
    private final Set<Object> seen;

    /** @param seen compares by identity; parts of documents in it are skipped, and those met are added */
    TileWalk(Set<Object> seen) {
        this.seen = seen;
    }

    void visit(Document document, Consumer<Spillable<?>> consumer) {
        LayerTree.forEach(document.layers(), layer -> {
            if (layer instanceof PixelLayer pixels) {
                pixels.pixels().forEachUnseen(seen, (column, row, tile) -> once(tile, consumer));
            }
            layer.mask().ifPresent(mask -> visit(mask.coverage(), consumer));
        });
        visit(document.mask().coverage(), consumer);
        visit(document.selection().coverage(), consumer);
    }

    private void visit(MaskMap mask, Consumer<Spillable<?>> consumer) {
        mask.forEachUnseen(seen, (column, row, tile) -> once(tile, consumer));
    }

    private void once(Spillable<?> tile, Consumer<Spillable<?>> consumer) {
        if (seen.add(tile)) {
            consumer.accept(tile);
        }
    }

    /** For one pass. */
    static TileWalk fresh() {
        return new TileWalk(TileMap.newSeen());
    }
}
