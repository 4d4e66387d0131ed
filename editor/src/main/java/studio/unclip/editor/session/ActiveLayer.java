package studio.unclip.editor.session;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerTree;

/** Which layer tools work on after a change: one that came new, else the one from before, else the top one. */
final class ActiveLayer {
    private ActiveLayer() {}

    @SuppressWarnings("ReferenceEquality") // shared lists have the same layers
    static Optional<LayerId> after(Optional<LayerId> active, Document before, Document after) {
        if (before.layers() == after.layers()) {
            return active;
        }
        if (after.nextLayer() > before.nextLayer()) {
            Optional<LayerId> fresh = fresh(before, after);
            if (fresh.isPresent()) {
                return fresh;
            }
        }
        return active.filter(id -> after.layer(id).isPresent()).or(() -> top(after));
    }

    static Optional<LayerId> top(Document document) {
        return document.layers().isEmpty()
                ? Optional.empty()
                : Optional.of(document.layers().getLast().id());
    }

    /** The last new layer; of a new group, the group. */
    private static Optional<LayerId> fresh(Document before, Document after) {
        Set<LayerId> known = new HashSet<>();
        LayerTree.forEach(before.layers(), layer -> known.add(layer.id()));
        LayerId[] fresh = {null};
        LayerTree.forEach(after.layers(), layer -> {
            boolean inside = fresh[0] != null && !known.contains(layer.id()) && isInside(after, layer, fresh[0]);
            fresh[0] = known.contains(layer.id()) || inside ? fresh[0] : layer.id();
        });
        return Optional.ofNullable(fresh[0]);
    }

    /** Whether a layer lies in the group {@code group} is. */
    private static boolean isInside(Document document, Layer layer, LayerId group) {
        return document.layer(group)
                .flatMap(found -> LayerTree.find(List.of(found), layer.id()))
                .isPresent();
    }
}
