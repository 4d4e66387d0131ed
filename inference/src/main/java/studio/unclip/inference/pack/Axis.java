package studio.unclip.inference.pack;

/**
 * What one axis of a tensor must be.
 *
 * @param name the name it may have instead of a size; empty if it must have a size
 * @param size the size it may have; {@link #ANY} or {@link #NONE}
 */
record Axis(String name, long size) {
    private static final long ANY = -1;
    private static final long NONE = -2;

    /** Rows the engine chooses: two with guidance, more with several beams. */
    static final Axis ROWS = new Axis("batch", NONE);

    /** Rows of a network that is asked for one at a time. */
    static final Axis ROW = new Axis("batch", 1);

    /** Tokens, as many as the engine chooses. */
    static final Axis LENGTH = new Axis("length", NONE);

    /** The pack chooses. */
    static final Axis FREE = new Axis("", ANY);

    static Axis of(long size) {
        return new Axis("", size);
    }

    boolean admits(Dimension dimension) {
        return switch (dimension) {
            case Dimension.Fixed fixed -> size == ANY || fixed.size() == size;
            case Dimension.Named named -> named.name().equals(name);
        };
    }

    @Override
    public String toString() {
        return size == ANY ? "a number" : size == NONE || name.equals("batch") ? name : Long.toString(size);
    }
}
