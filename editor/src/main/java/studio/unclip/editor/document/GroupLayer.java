package studio.unclip.editor.document;

import java.util.List;
import java.util.Objects;

/**
 * Layers put together. A group is isolated: its children are composed over transparency, and the result is blended as
 * one layer (W3C compositing, 5.1).
 *
 * @param children bottom first
 */
public record GroupLayer(LayerProperties properties, List<Layer> children) implements Layer {
    public GroupLayer {
        Objects.requireNonNull(properties);
        children = List.copyOf(children);
    }

    @Override
    public GroupLayer withProperties(LayerProperties value) {
        return new GroupLayer(value, children);
    }

    public GroupLayer withChildren(List<Layer> value) {
        return new GroupLayer(properties, value);
    }
}
