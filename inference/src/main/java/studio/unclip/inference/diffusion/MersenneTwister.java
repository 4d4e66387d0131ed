package studio.unclip.inference.diffusion;

/** MT19937 (Matsumoto and Nishimura 1998), seeded by 32 bits as {@code std::mt19937} and PyTorch's CPU generator are. */
final class MersenneTwister {
    private static final int N = 624;
    private static final int M = 397;
    private static final float TO_UNIT = 0x1p-24f;

    private final int[] state = new int[N];
    private int next = N;

    MersenneTwister(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < N; i++) {
            state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next 32 bits. */
    int next32() {
        if (next == N) {
            twist();
        }
        return tempered(state[next++]);
    }

    /** Uniform numbers in [0, 1) from the lowest 24 bits of each of the next 32: k / 2^24. */
    void units(float[] out, int from, int to) {
        for (int at = from; at < to; ) {
            if (next == N) {
                twist();
            }
            int some = Math.min(N - next, to - at);
            units(state, next, out, at, some);
            next += some;
            at += some;
        }
    }

    private static void units(int[] state, int next, float[] out, int at, int some) {
        for (int i = 0; i < some; i++) {
            out[at + i] = (tempered(state[next + i]) & 0xFFFFFF) * TO_UNIT;
        }
    }

    private static int tempered(int word) {
        int y = word ^ (word >>> 11);
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** In three runs rather than with indexes modulo N, so that the compiler can make vectors of the first two. */
    private void twist() {
        int[] s = state;
        for (int i = 0; i < N - M; i++) {
            s[i] = twisted(s[i], s[i + 1], s[i + M]);
        }
        for (int i = N - M; i < N - 1; i++) {
            s[i] = twisted(s[i], s[i + 1], s[i + M - N]);
        }
        s[N - 1] = twisted(s[N - 1], s[0], s[M - 1]);
        next = 0;
    }

    private static int twisted(int high, int low, int far) {
        int y = (high & 0x80000000) | (low & 0x7fffffff);
        return far ^ (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
    }
}
