package studio.unclip.inference.diffusion;

/**
 * Pairs of uniform numbers to pairs of normal ones (Box and Muller 1958), in blocks of sixteen as PyTorch has them: the
 * first eight of a block give the radii, the other eight the angles.
 *
 * <p>Logarithm, sine and cosine are fdlibm's polynomials without its branches, written so that the compiler can make
 * vectors of them; six times as fast as {@link StrictMath}, and the same floats as its rounded doubles for every number
 * the generator can draw ({@code BoxMullerTest} tries all 2^24). Java's arithmetic is exact on every machine, so pictures
 * do not depend on it. Holds scratch of its own; one thread.
 */
final class BoxMuller {
    /** Numbers that are turned into others together. */
    static final int BLOCK = 16;

    private static final int HALF = BLOCK / 2;
    private static final int BLOCKS = 64;

    private static final float TURN = (float) (2 * Math.PI);

    /** The bits of 1 and of the root of a half: mantissas are taken from there up to the root of two. */
    private static final int ONE = 0x3f800000;

    private static final int ROOT_HALF = 0x3f3504f3;

    private static final double LN2_HIGH = 0.6931471803691238;
    private static final double LN2_LOW = 1.9082149292705877E-10;
    private static final double L1 = 0.6666666666666735;
    private static final double L2 = 0.3999999999940942;
    private static final double L3 = 0.2857142874366239;
    private static final double L4 = 0.22222198432149784;
    private static final double L5 = 0.1818357216161805;
    private static final double L6 = 0.15313837699209373;
    private static final double L7 = 0.14798198605116586;

    private static final double QUARTERS = 0.6366197723675814;
    private static final double QUARTER_HIGH = 1.5707963267341256;
    private static final double QUARTER_LOW = 6.077100506506192E-11;

    /** Added and taken away again, it rounds to a whole number. */
    private static final double TO_WHOLE = 0x1.8p52;

    private static final double S1 = -0.16666666666666632;
    private static final double S2 = 0.00833333333332249;
    private static final double S3 = -0.0001984126982985795;
    private static final double S4 = 2.7557313707070068E-6;
    private static final double S5 = -2.5050760253406863E-8;
    private static final double S6 = 1.58969099521155E-10;
    private static final double C1 = 0.0416666666666666;
    private static final double C2 = -0.001388888888887411;
    private static final double C3 = 2.480158728947673E-5;
    private static final double C4 = -2.7557314351390663E-7;
    private static final double C5 = 2.087572321298175E-9;
    private static final double C6 = -1.1359647557788195E-11;

    private final double[] exponent = new double[BLOCKS * HALF];
    private final double[] mantissa = new double[BLOCKS * HALF];
    private final double[] angle = new double[BLOCKS * HALF];
    private final double[] sine = new double[BLOCKS * HALF];
    private final double[] cosine = new double[BLOCKS * HALF];
    private final float[] radius = new float[BLOCKS * HALF];

    /**
     * Turns whole blocks in place.
     *
     * @param values uniform numbers k / 2^24 in [0, 1), then normal ones
     * @param from where the first block begins
     * @param blocks how many follow each other
     */
    void turn(float[] values, int from, int blocks) {
        for (int done = 0; done < blocks; done += BLOCKS) {
            some(values, from + done * BLOCK, Math.min(BLOCKS, blocks - done));
        }
    }

    private void some(float[] values, int from, int blocks) {
        for (int i = 0; i < blocks * HALF; i++) {
            int at = place(from, i);
            // Of a normal float, so that the exponent is the bits' own: 1 - u is 2^-24 at least.
            int bits = Float.floatToRawIntBits(1 - values[at]) + (ONE - ROOT_HALF);
            exponent[i] = (bits >> 23) - 127;
            mantissa[i] = Float.intBitsToFloat((bits & 0x7fffff) + ROOT_HALF) - 1f;
            angle[i] = TURN * values[at + HALF];
        }
        radii(exponent, mantissa, radius, blocks * HALF);
        waves(angle, sine, cosine, blocks * HALF);
        for (int i = 0; i < blocks * HALF; i++) {
            int at = place(from, i);
            int quarter = (int) angle[i];
            int s = Float.floatToRawIntBits((float) sine[i]);
            int c = Float.floatToRawIntBits((float) cosine[i]);
            // In every other quarter they change places; two signs follow from the quarter's number.
            int swap = (s ^ c) & -(quarter & 1);
            values[at] = radius[i] * Float.intBitsToFloat(c ^ swap ^ (((quarter + 1) & 2) << 30));
            values[at + HALF] = radius[i] * Float.intBitsToFloat(s ^ swap ^ ((quarter & 2) << 30));
        }
    }

    /** Where the i-th radius of the blocks from there on lies. */
    private static int place(int from, int i) {
        return from + (i / HALF) * BLOCK + i % HALF;
    }

    /** sqrt(-2 ln u), of u = 2^exponent (1 + mantissa). */
    private static void radii(double[] exponent, double[] mantissa, float[] radius, int pairs) {
        for (int i = 0; i < pairs; i++) {
            double f = mantissa[i];
            double k = exponent[i];
            double s = f / (2 + f);
            double z = s * s;
            double w = z * z;
            double r = w * (L2 + w * (L4 + w * L6)) + z * (L1 + w * (L3 + w * (L5 + w * L7)));
            double h = 0.5 * f * f;
            float log = (float) (k * LN2_HIGH - ((h - (s * (h + r) + k * LN2_LOW)) - f));
            radius[i] = (float) Math.sqrt(-2f * log);
        }
    }

    /** Sine and cosine of what is left of an angle beyond whole quarters; the angle becomes their number, 0 to 4. */
    private static void waves(double[] angle, double[] sine, double[] cosine, int pairs) {
        for (int i = 0; i < pairs; i++) {
            double x = angle[i];
            double quarters = (x * QUARTERS + TO_WHOLE) - TO_WHOLE;
            double y = (x - quarters * QUARTER_HIGH) - quarters * QUARTER_LOW;
            double z = y * y;
            sine[i] = y + y * z * (S1 + z * (S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)))));
            cosine[i] = 1 - (0.5 * z - z * z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6))))));
            angle[i] = quarters;
        }
    }
}
