package studio.unclip.editor.edit;

import java.util.Optional;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.document.PaintTarget.MaskTarget;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.MaskMap;

/** Reads and writes what edits aim at, or refuses. */
public final class Access {
    private Access() {}

    /** @throws EditRefusedException if there is no such layer */
    static Layer layer(Document document, LayerId id) {
        return document.layer(id).orElseThrow(() -> new EditRefusedException(Refusal.LAYER_MISSING));
    }

    /**
     * A layer that is neither locked nor in a locked group.
     *
     * @throws EditRefusedException if there is none
     */
    public static Layer unlocked(Document document, LayerId id) {
        Layer layer = layer(document, id);
        requireOpen(document, Optional.of(id));
        return layer;
    }

    /** Refuses if the layer or a group around it is locked; the top level never is. */
    static void requireOpen(Document document, Optional<LayerId> id) {
        for (Optional<LayerId> at = id; at.isPresent(); ) {
            if (layer(document, at.get()).locked()) {
                throw new EditRefusedException(Refusal.LAYER_LOCKED);
            }
            at = LayerTree.place(document.layers(), at.get()).flatMap(LayerTree.Place::group);
        }
    }

    /**
     * The pixel layer a stroke may go to.
     *
     * @throws EditRefusedException if it is missing, locked or of another kind
     */
    public static PixelLayer pixels(Document document, LayerId id) {
        if (unlocked(document, id) instanceof PixelLayer layer) {
            return layer;
        }
        throw new EditRefusedException(Refusal.NOT_A_PIXEL_LAYER);
    }

    static GroupLayer group(Document document, LayerId id) {
        if (layer(document, id) instanceof GroupLayer group) {
            return group;
        }
        throw new EditRefusedException(Refusal.NOT_A_GROUP);
    }

    /**
     * The mask a stroke may go to.
     *
     * @throws EditRefusedException if its layer is missing or locked, or has no mask
     */
    public static MaskMap mask(Document document, MaskTarget target) {
        return switch (target) {
            case PaintTarget.DocumentMask() -> document.mask().coverage();
            case PaintTarget.LayerMaskOf(LayerId id) ->
                unlocked(document, id)
                        .mask()
                        .orElseThrow(() -> new EditRefusedException(Refusal.NO_LAYER_MASK))
                        .coverage();
        };
    }

    /** The document with another mask there; the same document if it is the same mask. */
    @SuppressWarnings("ReferenceEquality") // unchanged masks are the same object
    public static Document withMask(Document document, MaskTarget target, MaskMap value) {
        if (value == mask(document, target)) {
            return document;
        }
        return switch (target) {
            case PaintTarget.DocumentMask() -> document.withMask(new Mask(value));
            case PaintTarget.LayerMaskOf(LayerId id) ->
                document.withLayer(id, layer -> {
                    LayerMask mask = layer.mask().orElseThrow();
                    return layer.withProperties(layer.properties().withMask(Optional.of(mask.withCoverage(value))));
                });
        };
    }
}
