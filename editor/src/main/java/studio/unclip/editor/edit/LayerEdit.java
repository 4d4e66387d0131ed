package studio.unclip.editor.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.LayerTree;
import studio.unclip.editor.document.LayerTree.Place;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.pixel.TileMap;

/** Changes of the layers' list and properties. Visibility, lock and name change even on locked layers. */
public sealed interface LayerEdit extends Edit {
    /** A new empty layer right above another, or on top. */
    record Add(String name, Optional<LayerId> above) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Layer layer = new PixelLayer(newProperties(document, name), TileMap.EMPTY);
            return insertNew(document, above, layer);
        }
    }

    /** Takes a layer out, a group with all it holds. */
    record Delete(LayerId id) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Access.unlocked(document, id);
            return document.withLayer(id, layer -> null);
        }
    }

    /** A copy right above; copies of a group's children are new layers too. */
    record Duplicate(LayerId id, String name) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Layer original = Access.layer(document, id);
            List<Layer> renumbered = new ArrayList<>();
            long next = renumber(List.of(original), document.nextLayer(), renumbered);
            Layer copy = renumbered.getFirst();
            Layer named = copy.withProperties(copy.properties().withName(name));
            return insertAbove(document, Optional.of(id), named).withNextLayer(next);
        }

        private static long renumber(List<Layer> layers, long next, List<Layer> result) {
            for (Layer layer : layers) {
                LayerProperties properties = layer.properties().withId(new LayerId(next++));
                if (layer instanceof GroupLayer group) {
                    List<Layer> children = new ArrayList<>();
                    next = renumber(group.children(), next, children);
                    result.add(new GroupLayer(properties, children));
                } else {
                    result.add(layer.withProperties(properties));
                }
            }
            return next;
        }
    }

    /**
     * Puts a layer elsewhere.
     *
     * @param group where to; empty is the top level
     * @param index its index there once it has left its old place, 0 at the bottom; beyond the top means the top
     */
    record Move(LayerId id, Optional<LayerId> group, int index) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Layer layer = Access.unlocked(document, id);
            Access.requireOpen(document, group);
            if (group.isPresent()) {
                Access.group(document, group.get());
                if (LayerTree.find(List.of(layer), group.get()).isPresent()) {
                    throw new EditRefusedException(Refusal.INTO_ITSELF);
                }
            }
            List<Layer> without = LayerTree.replace(document.layers(), id, old -> null);
            Place target = new Place(
                    group,
                    Math.clamp(index, 0, LayerTree.siblings(without, group).size()));
            return LayerTree.place(document.layers(), id).equals(Optional.of(target))
                    ? document
                    : document.withLayers(LayerTree.insert(without, target, layer));
        }
    }

    record Rename(LayerId id, String name) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            return change(document, id, properties -> properties.withName(name));
        }
    }

    /** @param opacity 0 to 1 */
    record SetOpacity(LayerId id, float opacity) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Access.unlocked(document, id);
            return change(document, id, properties -> properties.withOpacity(opacity));
        }
    }

    record SetVisible(LayerId id, boolean visible) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            return change(document, id, properties -> properties.withVisible(visible));
        }
    }

    record SetLocked(LayerId id, boolean locked) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            return change(document, id, properties -> properties.withLocked(locked));
        }
    }

    record SetBlend(LayerId id, BlendMode blend) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Access.unlocked(document, id);
            return change(document, id, properties -> properties.withBlend(blend));
        }
    }

    /** Gives a layer a mask, another one, or none. */
    record SetMask(LayerId id, Optional<LayerMask> mask) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Access.unlocked(document, id);
            return change(document, id, properties -> properties.withMask(mask));
        }
    }

    /** Gives a layer a mask that shows what is selected. */
    record MaskFromSelection(LayerId id) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            LayerMask mask = new LayerMask(document.selection().coverage(), true);
            return new SetMask(id, Optional.of(mask)).edited(document);
        }
    }

    /** Puts layers, in their present order, into a new group at the place of the uppermost of them. */
    record Group(List<LayerId> ids, String name) implements LayerEdit {
        public Group {
            ids = List.copyOf(ids);
        }

        @Override
        public Document edited(Document document) {
            List<Layer> chosen = new ArrayList<>();
            LayerTree.forEach(document.layers(), layer -> {
                boolean inside = chosen.stream()
                        .anyMatch(c -> LayerTree.find(List.of(c), layer.id()).isPresent());
                if (ids.contains(layer.id()) && !inside) {
                    chosen.add(layer);
                }
            });
            if (chosen.isEmpty()) {
                throw new EditRefusedException(Refusal.LAYER_MISSING);
            }
            chosen.forEach(layer -> Access.unlocked(document, layer.id()));
            LayerId top = chosen.getLast().id();
            GroupLayer group = new GroupLayer(newProperties(document, name), chosen);
            // The group goes in above the uppermost first, so that its place need not be worked out without the others.
            Document grouped = insertAbove(document, Optional.of(top), new GroupLayer(group.properties(), List.of()));
            List<Layer> layers = grouped.layers();
            for (Layer layer : chosen) {
                layers = LayerTree.replace(layers, layer.id(), old -> null);
            }
            return document.withLayers(LayerTree.replace(layers, group.id(), empty -> group))
                    .withNextLayer(document.nextLayer() + 1);
        }
    }

    /** Puts a group's children in its place; its own opacity, blend mode and mask are lost. */
    record Ungroup(LayerId id) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            Access.unlocked(document, id);
            GroupLayer group = Access.group(document, id);
            Place place = LayerTree.place(document.layers(), id).orElseThrow();
            List<Layer> layers = LayerTree.replace(document.layers(), id, old -> null);
            for (Layer child : group.children().reversed()) {
                layers = LayerTree.insert(layers, place, child);
            }
            return document.withLayers(layers);
        }
    }

    /** Joins a layer or group with the layer right below it, into one pixel layer that looks like both. */
    record MergeDown(LayerId id) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            return Merging.mergeDown(document, id);
        }
    }

    /** Joins all visible layers to one; invisible ones are lost. */
    record Flatten(String name) implements LayerEdit {
        @Override
        public Document edited(Document document) {
            return Merging.flatten(document, newProperties(document, name));
        }
    }

    private static LayerProperties newProperties(Document document, String name) {
        return LayerProperties.named(new LayerId(document.nextLayer()), name);
    }

    private static Document insertNew(Document document, Optional<LayerId> above, Layer layer) {
        return insertAbove(document, above, layer).withNextLayer(document.nextLayer() + 1);
    }

    private static Document insertAbove(Document document, Optional<LayerId> above, Layer layer) {
        Place place = above.map(id -> LayerTree.place(document.layers(), id)
                        .map(p -> new Place(p.group(), p.index() + 1))
                        .orElseThrow(() -> new EditRefusedException(Refusal.LAYER_MISSING)))
                .orElse(new Place(Optional.empty(), Integer.MAX_VALUE));
        Access.requireOpen(document, place.group());
        return document.withLayers(LayerTree.insert(document.layers(), place, layer));
    }

    private static Document change(Document document, LayerId id, UnaryOperator<LayerProperties> change) {
        Layer old = Access.layer(document, id);
        LayerProperties changed = change.apply(old.properties());
        return changed.equals(old.properties())
                ? document
                : document.withLayer(id, layer -> layer.withProperties(changed));
    }
}
