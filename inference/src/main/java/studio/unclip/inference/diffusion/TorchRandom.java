package studio.unclip.inference.diffusion;

/**
 * Normal numbers bit-compatible with {@code torch.randn(…, generator=torch.Generator('cpu').manual_seed(seed))} up to
 * the last bits of logarithm and cosine (within 5e-7; specification 3.9). One running stream; one thread.
 */
public final class TorchRandom {
    private static final int BLOCK = 16;
    private static final int HALF = BLOCK / 2;
    private static final float TO_UNIT = 0x1p-24f;
    private static final double TO_UNIT_DOUBLE = 0x1p-53;

    private final MersenneTwister bits;
    private double cached;
    private boolean hasCached;

    /** @param seed 0 to 2^32 - 1; PyTorch keeps the lowest 32 bits of larger ones */
    public TorchRandom(long seed) {
        this.bits = new MersenneTwister(seed);
    }

    /** Fills the array as one tensor of its length is drawn: the order differs below 16 elements. */
    public void normal(float[] out) {
        if (out.length < BLOCK) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (float) small();
            }
            return;
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = uniform();
        }
        int i = 0;
        for (; i <= out.length - BLOCK; i += BLOCK) {
            boxMuller(out, i);
        }
        if (i < out.length) {
            int last = out.length - BLOCK;
            for (int k = 0; k < BLOCK; k++) {
                out[last + k] = uniform();
            }
            boxMuller(out, last);
        }
    }

    private float uniform() {
        return (bits.next32() & 0xFFFFFF) * TO_UNIT;
    }

    private static void boxMuller(float[] values, int from) {
        for (int j = from; j < from + HALF; j++) {
            float u1 = 1 - values[j];
            float radius = (float) Math.sqrt(-2f * (float) StrictMath.log(u1));
            float angle = (float) (2 * Math.PI) * values[j + HALF];
            values[j] = radius * (float) StrictMath.cos(angle);
            values[j + HALF] = radius * (float) StrictMath.sin(angle);
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
