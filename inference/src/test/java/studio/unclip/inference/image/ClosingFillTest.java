package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ClosingFillTest {
    private static final int SIDE = 32;

    /** Sky above, ground below, a hole across both: the horizon goes on where it was. */
    @Test
    void aHorizonGoesOnBehindWhatIsTakenAway() {
        float[] planes = new float[3 * SIDE * SIDE];
        boolean[] known = new boolean[SIDE * SIDE];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i % (SIDE * SIDE) / SIDE < 16 ? 0.8f : -0.6f;
        }
        float[] scene = planes.clone();
        Arrays.fill(known, true);
        for (int y = 6; y < 26; y++) {
            for (int x = 8; x < 24; x++) {
                known[y * SIDE + x] = false;
                planes[y * SIDE + x] = 0;
            }
        }
        float[] filled = ClosingFill.fill(planes, known, SIDE);
        for (int i = 0; i < known.length; i++) {
            int fromHorizon = Math.abs(i / SIDE * 2 + 1 - 32) / 2;
            if (known[i]) {
                assertThat(filled[i]).isEqualTo(scene[i]);
            } else if (fromHorizon >= 3) {
                assertThat(filled[i]).isBetween(scene[i] - 0.1f, scene[i] + 0.1f);
            }
        }
    }

    @Test
    void oneSideAloneIsCarriedOn() {
        float[] planes = new float[3 * SIDE * SIDE];
        boolean[] known = new boolean[SIDE * SIDE];
        for (int i = 0; i < known.length; i++) {
            known[i] = i % SIDE < 10;
            planes[i] = known[i] ? 0.5f : -1;
        }
        float[] filled = ClosingFill.fill(planes, known, SIDE);
        for (int i = 0; i < known.length; i++) {
            assertThat(filled[i]).isBetween(0.499f, 0.501f);
        }
    }

    @Test
    void whereNothingIsKnownItIsGrey() {
        float[] planes = new float[3 * SIDE * SIDE];
        Arrays.fill(planes, 0.7f);
        for (float value : ClosingFill.fill(planes, new boolean[SIDE * SIDE], SIDE)) {
            assertThat(value).isBetween(-1e-6f, 1e-6f);
        }
    }
}
