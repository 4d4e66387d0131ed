package studio.unclip.inference.pack;

/** One axis of a tensor: a fixed size, or a named one that the caller chooses per run. */
public sealed interface Dimension {

    /** An axis whose size the graph fixes. */
    record Fixed(long size) implements Dimension {
        @Override
        public String toString() {
            return Long.toString(size);
        }
    }

    /** An axis chosen by the caller: {@code batch}, {@code height}, {@code width} or {@code length}. */
    record Named(String name) implements Dimension {
        @Override
        public String toString() {
            return name;
        }
    }
}
