package studio.unclip.inference.pack;

import java.util.List;
import java.util.Map;

/**
 * One input or output of a component.
 *
 * @param role what the engine looks for (docs/pack-format.md lists the roles of every component)
 * @param name the tensor's own name in the graph
 * @param type element type
 * @param shape axes, outermost first; empty for a scalar
 */
public record TensorSpec(String role, String name, ElementType type, List<Dimension> shape) {

    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /**
     * The shape with every named axis given its size.
     *
     * @param sizes size by axis name, each at least 1
     * @return sizes, outermost first
     * @throws IllegalArgumentException if an axis has no size
     */
    public long[] resolve(Map<String, Long> sizes) {
        long[] resolved = new long[shape.size()];
        for (int axis = 0; axis < resolved.length; axis++) {
            resolved[axis] = switch (shape.get(axis)) {
                case Dimension.Fixed fixed -> fixed.size();
                case Dimension.Named named -> {
                    Long size = sizes.get(named.name());
                    if (size == null || size < 1) {
                        throw new IllegalArgumentException("tensor '" + role + "' " + shape
                                + " needs a size for its axis '" + named.name() + "', given " + sizes);
                    }
                    yield size;
                }
            };
        }
        return resolved;
    }
}
