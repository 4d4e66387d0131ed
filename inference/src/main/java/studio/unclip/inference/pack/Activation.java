package studio.unclip.inference.pack;

/**
 * Working memory of a component at its stage's size, as measured by whoever made the pack.
 *
 * @param base bytes whatever the batch
 * @param perRow bytes more for every row of the batch; they grow with the picture's area
 * @param attention bytes more for every row that grow with the square of its area: every place looks at every other
 */
public record Activation(long base, long perRow, long attention) {
    /** Of a network without attention, or whose picture has one size. */
    public Activation(long base, long perRow) {
        this(base, perRow, 0);
    }

    /**
     * Bytes of one call.
     *
     * @param area of its picture, for each of one of the stage's size
     */
    public long bytes(int rows, double area) {
        return base + (long) (rows * (perRow * area + attention * area * area));
    }
}
