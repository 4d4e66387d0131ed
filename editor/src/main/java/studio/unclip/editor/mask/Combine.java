package studio.unclip.editor.mask;

/** How a new shape joins what is there. Values are coverages 0 to 255; products are rounded. */
public enum Combine {
    /** The new shape alone. */
    REPLACE {
        @Override
        int of(int old, int shape) {
            return shape;
        }
    },
    /** Covered by either: the larger. */
    ADD {
        @Override
        int of(int old, int shape) {
            return Math.max(old, shape);
        }
    },
    /** Covered by the old but not by the shape: never more than what the shape leaves. */
    SUBTRACT {
        @Override
        int of(int old, int shape) {
            return Math.min(old, 255 - shape);
        }
    },
    /** Covered by both: the smaller. */
    INTERSECT {
        @Override
        int of(int old, int shape) {
            return Math.min(old, shape);
        }
    };

    abstract int of(int old, int shape);
}
