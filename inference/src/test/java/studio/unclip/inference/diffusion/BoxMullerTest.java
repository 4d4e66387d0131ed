package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoxMullerTest {
    private static final int NUMBERS = 1 << 24;
    private static final int BLOCKS = 100;

    /** Every radius and every angle there is, against fdlibm in double, to the bit. */
    @Test
    void isStrictMathRoundedForEveryNumberTheGeneratorCanDraw() {
        BoxMuller pairs = new BoxMuller();
        float[] values = new float[BLOCKS * BoxMuller.BLOCK];
        int differing = 0;
        for (int first = 0; first < NUMBERS; first += BLOCKS * 8) {
            for (int i = 0; i < BLOCKS * 8; i++) {
                values[place(i)] = unit(first + i);
                values[place(i) + 8] = unit(first + i);
            }
            pairs.turn(values, 0, BLOCKS);
            for (int i = 0; i < BLOCKS * 8; i++) {
                float u = unit(first + i);
                float radius = (float) Math.sqrt(-2f * (float) StrictMath.log(1 - u));
                float angle = (float) (2 * Math.PI) * u;
                differing += same(values[place(i)], radius * (float) StrictMath.cos(angle)) ? 0 : 1;
                differing += same(values[place(i) + 8], radius * (float) StrictMath.sin(angle)) ? 0 : 1;
            }
        }
        assertThat(differing).isZero();
    }

    /** Large radii beside every angle: a small radius hides the last bits of a wave. */
    @Test
    void isStrictMathRoundedForEveryAngleAtTheLargestRadius() {
        BoxMuller pairs = new BoxMuller();
        float[] values = new float[BLOCKS * BoxMuller.BLOCK];
        float most = unit(NUMBERS - 1);
        float radius = (float) Math.sqrt(-2f * (float) StrictMath.log(1 - most));
        int differing = 0;
        for (int first = 0; first < NUMBERS; first += BLOCKS * 8) {
            for (int i = 0; i < BLOCKS * 8; i++) {
                values[place(i)] = most;
                values[place(i) + 8] = unit(first + i);
            }
            pairs.turn(values, 0, BLOCKS);
            for (int i = 0; i < BLOCKS * 8; i++) {
                float angle = (float) (2 * Math.PI) * unit(first + i);
                differing += same(values[place(i)], radius * (float) StrictMath.cos(angle)) ? 0 : 1;
                differing += same(values[place(i) + 8], radius * (float) StrictMath.sin(angle)) ? 0 : 1;
            }
        }
        assertThat(differing).isZero();
    }

    @Test
    void turnsOnlyTheBlocksItIsGiven() {
        float[] values = new float[4 * BoxMuller.BLOCK];
        Arrays.fill(values, 0.25f);

        new BoxMuller().turn(values, BoxMuller.BLOCK, 2);

        for (int i = 0; i < values.length; i++) {
            boolean inside = i >= BoxMuller.BLOCK && i < 3 * BoxMuller.BLOCK;
            assertThat(values[i] == 0.25f).as("number %d", i).isEqualTo(!inside);
        }
    }

    private static int place(int i) {
        return i / 8 * 16 + i % 8;
    }

    /** The k-th number; beyond the last again from the first. */
    private static float unit(int k) {
        return (k & (NUMBERS - 1)) * 0x1p-24f;
    }

    private static boolean same(float a, float b) {
        return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
    }
}
