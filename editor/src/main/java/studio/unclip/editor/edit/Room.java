package studio.unclip.editor.edit;

import java.util.List;
import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.TileMap;

/**
 * Refuses what could never be saved: what would go beyond {@link DocumentLimits}. A document that is beyond them already
 * may be changed in any way that does not lead further. Layers are measured in whole tiles, so that no pixel need be
 * looked at; a file holds at least what is allowed here.
 */
public final class Room {
    private Room() {}

    /** @throws EditRefusedException if the document went beyond a limit, or further beyond it */
    @SuppressWarnings("ReferenceEquality") // layers that are the same object need no second look
    static void require(Document before, Document after) {
        if (before == after
                || (before.layers() == after.layers() && before.size().equals(after.size()))) {
            return;
        }
        refuse(Refusal.TOO_MANY_LAYERS, DocumentLimits.MAX_LAYERS, count(after.layers()), count(before.layers()));
        refuse(Refusal.GROUPS_TOO_DEEP, DocumentLimits.MAX_DEPTH, depth(after.layers()), depth(before.layers()));
        requirePixels(before, pixels(after, after.layers(), Optional.empty()));
    }

    /**
     * Refuses a stroke that could not be saved if it went all over the picture, before it is begun.
     *
     * @throws EditRefusedException if there is no room for it
     */
    public static void requireForStroke(Document document, LayerId layer) {
        requirePixels(document, pixels(document, document.layers(), Optional.of(layer)));
    }

    /** @throws EditRefusedException if a picture cannot have this size */
    static void requireSize(IntSize size) {
        if (!DocumentLimits.allow(size)) {
            throw new EditRefusedException(Refusal.PICTURE_TOO_LARGE);
        }
    }

    /** @throws EditRefusedException if pixels, moved by (dx, dy), would lie further out than maps of tiles reach */
    static void requireReach(IntRect pixels, long dx, long dy) {
        IntRect reach = TileMap.REACH;
        if (!pixels.isEmpty()
                && (pixels.x() + dx < reach.x()
                        || pixels.y() + dy < reach.y()
                        || pixels.right() + dx > reach.right()
                        || pixels.bottom() + dy > reach.bottom())) {
            throw new EditRefusedException(Refusal.TOO_FAR_OUTSIDE);
        }
    }

    private static void requirePixels(Document before, long after) {
        if (after > DocumentLimits.MAX_TOTAL_PIXELS) {
            long old = pixels(before, before.layers(), Optional.empty());
            refuse(Refusal.LAYERS_TOO_LARGE, DocumentLimits.MAX_TOTAL_PIXELS, after, old);
        }
    }

    private static void refuse(Refusal reason, long limit, long after, long before) {
        if (after > limit && after > before) {
            throw new EditRefusedException(reason);
        }
    }

    private static int count(List<Layer> layers) {
        int count = 0;
        for (Layer layer : layers) {
            count += 1 + (layer instanceof GroupLayer group ? count(group.children()) : 0);
        }
        return count;
    }

    private static int depth(List<Layer> layers) {
        int depth = 0;
        for (Layer layer : layers) {
            if (layer instanceof GroupLayer group) {
                depth = Math.max(depth, 1 + depth(group.children()));
            }
        }
        return depth;
    }

    /**
     * The most pixels that are written of the layers.
     *
     * @param painted a layer to measure as if it were painted all over
     */
    private static long pixels(Document document, List<Layer> layers, Optional<LayerId> painted) {
        long sum = 0;
        for (Layer layer : layers) {
            boolean joined = layer.mask().filter(LayerMask::enabled).isPresent();
            if (layer instanceof GroupLayer group && !joined) {
                sum += pixels(document, group.children(), painted);
            } else {
                sum += written(extent(document, layer, painted), document.bounds());
            }
        }
        return sum;
    }

    /** Whole tiles around a layer; a group with a mask is written as one picture. */
    private static IntRect extent(Document document, Layer layer, Optional<LayerId> painted) {
        return switch (layer) {
            case PixelLayer pixels ->
                painted.equals(Optional.of(layer.id()))
                        ? pixels.pixels().bounds().union(TileMap.aroundTiles(document.bounds()))
                        : pixels.pixels().bounds();
            case GroupLayer group ->
                group.children().stream()
                        .map(child -> extent(document, child, painted))
                        .reduce(IntRect.EMPTY, IntRect::union);
        };
    }

    /** What reaches too far outside is written cut to the picture. */
    private static long written(IntRect extent, IntRect picture) {
        return DocumentLimits.allow(extent.width(), extent.height()) ? Math.max(1, extent.area()) : picture.area();
    }
}
