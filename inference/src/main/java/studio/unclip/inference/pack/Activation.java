package studio.unclip.inference.pack;

/**
 * Working memory of a component at its stage's size, as measured by whoever made the pack.
 *
 * @param base bytes whatever the batch
 * @param perRow bytes more for every row of the batch
 */
public record Activation(long base, long perRow) {}
