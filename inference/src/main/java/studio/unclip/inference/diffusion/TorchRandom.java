package studio.unclip.inference.diffusion;

/**
 * Normal numbers bit-compatible with {@code torch.randn(…, generator=torch.Generator('cpu').manual_seed(seed))} up to
 * the last bits of logarithm and cosine (within 5e-7; specification 3.9). One running stream; one thread.
 */
public final class TorchRandom {
    private static final double TO_UNIT_DOUBLE = 0x1p-53;

    private final MersenneTwister bits;
    private final BoxMuller pairs = new BoxMuller();
    private double cached;
    private boolean hasCached;

    /** @param seed 0 to 2^32 - 1; PyTorch keeps the lowest 32 bits of larger ones */
    public TorchRandom(long seed) {
        this.bits = new MersenneTwister(seed);
    }

    /** Fills the array as one tensor of its length is drawn: the order differs below 16 elements. */
    public void normal(float[] out) {
        if (out.length < BoxMuller.BLOCK) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) small();
            }
            return;
        }
        bits.units(out, 0, out.length);
        pairs.turn(out, 0, out.length / BoxMuller.BLOCK);
        if (out.length % BoxMuller.BLOCK != 0) {
            int last = out.length - BoxMuller.BLOCK;
            bits.units(out, last, out.length);
            pairs.turn(out, last, 1);
        }
    }

    /** Small tensors: pairs of doubles, the second kept in the generator until the next small draw. */
    private double small() {
        if (hasCached) {
            hasCached = false;
            return cached;
        }
        double u1 = uniformDouble();
        double u2 = uniformDouble();
        double radius = Math.sqrt(-2 * StrictMath.log1p(-u2));
        double angle = 2 * Math.PI * u1;
        cached = radius * StrictMath.sin(angle);
        hasCached = true;
        return radius * StrictMath.cos(angle);
    }

    /** One uniform number in [0, 1) with 53 bits, as {@code torch.rand((), dtype=torch.float64)} draws it. */
    public double uniformDouble() {
        long high = bits.next32() & 0xFFFF_FFFFL;
        long low = bits.next32() & 0xFFFF_FFFFL;
        return (((high << 32) | low) & ((1L << 53) - 1)) * TO_UNIT_DOUBLE;
    }
}
