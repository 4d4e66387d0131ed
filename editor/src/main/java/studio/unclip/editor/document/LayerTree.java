package studio.unclip.editor.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Looking up and changing layers in nested lists; lists in which nothing changed come back as the same object. */
public final class LayerTree {
    private LayerTree() {}

    /** Where a layer stands: its group (empty at the top level) and its index there, 0 at the bottom. */
    public record Place(Optional<LayerId> group, int index) {}

    public static Optional<Layer> find(List<Layer> layers, LayerId id) {
        for (Layer layer : layers) {
            if (layer.id().equals(id)) {
                return Optional.of(layer);
            }
            if (layer instanceof GroupLayer group) {
                Optional<Layer> found = find(group.children(), id);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Where the layer stands; empty if there is none. */
    public static Optional<Place> place(List<Layer> layers, LayerId id) {
        return place(layers, Optional.empty(), id);
    }

    private static Optional<Place> place(List<Layer> layers, Optional<LayerId> parent, LayerId id) {
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).id().equals(id)) {
                return Optional.of(new Place(parent, i));
            }
            if (layers.get(i) instanceof GroupLayer group) {
                Optional<Place> found = place(group.children(), Optional.of(group.id()), id);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The layers of a place's group, bottom first. */
    public static List<Layer> siblings(List<Layer> layers, Optional<LayerId> group) {
        return group.map(id -> find(layers, id)
                        .filter(GroupLayer.class::isInstance)
                        .map(layer -> ((GroupLayer) layer).children())
                        .orElseThrow(() -> new IllegalArgumentException("no group " + id)))
                .orElse(layers);
    }

    /** The list with one layer changed; a change to null takes it out. */
    @SuppressWarnings("ReferenceEquality") // unchanged layers are the same object
    public static List<Layer> replace(List<Layer> layers, LayerId id, UnaryOperator<Layer> change) {
        for (int i = 0; i < layers.size(); i++) {
            Layer old = layers.get(i);
            Layer changed = old;
            if (old.id().equals(id)) {
                changed = change.apply(old);
            } else if (old instanceof GroupLayer group) {
                List<Layer> children = replace(group.children(), id, change);
                changed = children == group.children() ? old : group.withChildren(children);
            }
            if (changed != old) {
                List<Layer> copy = new ArrayList<>(layers);
                if (changed == null) {
                    copy.remove(i);
                } else {
                    copy.set(i, changed);
                }
                return List.copyOf(copy);
            }
        }
        return layers;
    }

    /** The list with a layer put in; an index beyond the top means the top. */
    public static List<Layer> insert(List<Layer> layers, Place place, Layer layer) {
        if (place.group().isPresent()) {
            return replace(layers, place.group().get(), found -> {
                GroupLayer group = (GroupLayer) found;
                return group.withChildren(insert(group.children(), new Place(Optional.empty(), place.index()), layer));
            });
        }
        List<Layer> copy = new ArrayList<>(layers);
        copy.add(Math.clamp(place.index(), 0, layers.size()), layer);
        return List.copyOf(copy);
    }

    public static List<Layer> addOnTop(List<Layer> layers, Layer layer) {
        return insert(layers, new Place(Optional.empty(), Integer.MAX_VALUE), layer);
    }

    /** Every layer, groups before their children, bottom first. */
    public static void forEach(List<Layer> layers, Consumer<Layer> consumer) {
        for (Layer layer : layers) {
            consumer.accept(layer);
            if (layer instanceof GroupLayer group) {
                forEach(group.children(), consumer);
            }
        }
    }
}
