package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BumpsTest {
    private static final int SIDE = 64;
    private static final int CELLS = SIDE * SIDE;
    private static final int BORDER = 20;
    private static final int REACH = 6;
    private static final float LEAST = 0.05f;

    /** Values along one upright border. */
    private static float[] along(IntToDoubleFunction value) {
        float[] planes = new float[3 * CELLS];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < SIDE; y++) {
                planes[c * CELLS + y * SIDE + BORDER] = (float) value.applyAsDouble(y);
            }
        }
        return planes;
    }

    private static float[] taken(float[] planes, IntToDoubleFunction known) {
        float[] there = new float[CELLS];
        for (int y = 0; y < SIDE; y++) {
            there[y * SIDE + BORDER] = (float) known.applyAsDouble(y);
        }
        return Bumps.taken(planes, there, SIDE, REACH, LEAST, 2);
    }

    private static boolean within(int y, int from, int to) {
        return y >= from && y < to;
    }

    @Test
    void aShortPieceAboveOrBelowItsEndsIsTakenOut() {
        for (int sign : new int[] {1, -1}) {
            float[] bump = along(y -> 0.1 + (within(y, 30, 40) ? sign * 0.2 : 0));
            assertThat(taken(bump, _ -> 1)).isEqualTo(along(_ -> 0.1));
        }
    }

    @Test
    void aLongPieceStays() {
        float[] piece = along(y -> within(y, 20, 40) ? 0.2 : 0);
        assertThat(taken(piece, _ -> 1)).isEqualTo(piece);
    }

    @Test
    void aStepAndASlopeStay() {
        float[] step = along(y -> y < 30 ? 0 : 0.3);
        assertThat(taken(step, _ -> 1)).isEqualTo(step);
        float[] slope = along(y -> 0.01 * y);
        assertThat(taken(slope, _ -> 1)).isEqualTo(slope);
    }

    @Test
    void aLowBumpStays() {
        float[] bump = along(y -> within(y, 30, 36) ? 0.04 : 0);
        assertThat(taken(bump, _ -> 1)).isEqualTo(bump);
    }

    /** Haze above a horizon: it begins softly at its one end. */
    @Test
    void whatBeginsSoftlyAtOneEndStays() {
        float[] haze = along(y -> within(y, 28, 40) ? 0.02 * (y - 28) : 0);
        assertThat(taken(haze, _ -> 1)).isEqualTo(haze);
    }

    /** What is not known tells nothing, also of what lies at its other side. */
    @Test
    void acrossWhatIsNotKnownNothingIsCompared() {
        float[] flank = along(y -> y >= 40 ? 0.2 : 0);
        assertThat(taken(flank, y -> within(y, 10, 40) ? 0 : 1)).isEqualTo(flank);
    }
}
