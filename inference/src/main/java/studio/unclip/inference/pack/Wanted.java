package studio.unclip.inference.pack;

import java.util.List;

/**
 * What the engine asks of one tensor of a component.
 *
 * @param role what the engine looks for
 * @param optional whether the component may be without it
 * @param type element type
 * @param axes outermost first
 */
record Wanted(String role, boolean optional, ElementType type, List<Axis> axes) {

    static Wanted floats(String role, Axis... axes) {
        return new Wanted(role, false, ElementType.FLOAT32, List.of(axes));
    }

    static Wanted numbers(String role, Axis... axes) {
        return new Wanted(role, false, ElementType.INT64, List.of(axes));
    }

    static Wanted flags(String role, Axis... axes) {
        return new Wanted(role, false, ElementType.BOOL, List.of(axes));
    }

    Wanted whereThereIsOne() {
        return new Wanted(role, true, type, axes);
    }

    boolean admits(TensorSpec tensor) {
        if (tensor.type() != type || tensor.shape().size() != axes.size()) {
            return false;
        }
        for (int i = 0; i < axes.size(); i++) {
            if (!axes.get(i).admits(tensor.shape().get(i))) {
                return false;
            }
        }
        return true;
    }

    boolean names(Dimension dimension) {
        return dimension instanceof Dimension.Named && axes.stream().anyMatch(axis -> axis.admits(dimension));
    }

    @Override
    public String toString() {
        return type.json() + " " + axes;
    }
}
