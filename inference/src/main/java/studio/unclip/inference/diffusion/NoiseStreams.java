package studio.unclip.inference.diffusion;

import java.nio.charset.StandardCharsets;

/**
 * Which stream of numbers a part of a job reads (docs/decisions/0002).
 *
 * <p>The stream of (candidate seed, stage, window) is {@link TorchRandom} seeded with 32 bits of a hash: FNV-1a (64
 * bits) over the four bytes of the seed, little end first, the stage's name in UTF-8, a zero byte, and the four bytes of
 * the window; then SplitMix64's finaliser; then the upper 32 bits. So streams do not depend on each other's order or
 * length.
 */
public final class NoiseStreams {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long seed;
    private final TorchRandom oneStream;

    private NoiseStreams(long seed, TorchRandom oneStream) {
        this.seed = seed;
        this.oneStream = oneStream;
    }

    /** A stream for every stage and window of the candidate with this seed. */
    public static NoiseStreams perStage(long candidateSeed) {
        return new NoiseStreams(candidateSeed, null);
    }

    /** One running stream through all stages, as diffusers draws (specification 3.9). */
    public static NoiseStreams oneStream(long candidateSeed) {
        return new NoiseStreams(candidateSeed, new TorchRandom(candidateSeed));
    }

    /** Whether streams may be read in any order; one running stream only in the order of the stages. */
    public boolean anyOrder() {
        return oneStream == null;
    }

    /**
     * The numbers for one window of a stage.
     *
     * @param stage the stage's name in the pack
     * @param window number of the window or sample, from 0
     */
    public TorchRandom stream(String stage, int window) {
        return oneStream != null ? oneStream : new TorchRandom(seedOf(seed, stage, window));
    }

    /** The seed of one stream, 0 to 2^32 - 1. */
    static long seedOf(long candidateSeed, String stage, int window) {
        long hash = FNV_OFFSET;
        hash = addInt(hash, (int) candidateSeed);
        for (byte b : stage.getBytes(StandardCharsets.UTF_8)) {
            hash = add(hash, b);
        }
        hash = add(hash, (byte) 0);
        hash = addInt(hash, window);
        hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
        return (hash ^ (hash >>> 31)) >>> 32;
    }

    private static long addInt(long hash, int value) {
        long all = hash;
        for (int shift = 0; shift < 32; shift += 8) {
            all = add(all, (byte) (value >>> shift));
        }
        return all;
    }

    private static long add(long hash, byte b) {
        return (hash ^ (b & 0xff)) * FNV_PRIME;
    }
}
