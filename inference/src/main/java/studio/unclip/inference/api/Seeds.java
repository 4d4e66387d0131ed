package studio.unclip.inference.api;

/** The range of seeds, and the seed of each candidate. */
public final class Seeds {

    /** Largest seed: PyTorch's Mersenne twister, whose numbers ours are, keeps 32 bits of a seed. */
    public static final long MAX = 0xFFFF_FFFFL;

    private Seeds() {}

    /**
     * The seed of candidate {@code index} (from 0) of a request, which made alone gives the same picture.
     *
     * @return (seed + index) mod 2^32
     */
    public static long ofCandidate(long seed, int index) {
        return (check(seed) + index) & MAX;
    }

    /** @throws InvalidRequestException if the seed is not in 0 to {@link #MAX} */
    static long check(long seed) {
        if (seed < 0 || seed > MAX) {
            throw new InvalidRequestException("seed", "The seed must be 0 to " + MAX + ", not " + seed + ".");
        }
        return seed;
    }
}
