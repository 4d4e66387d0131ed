package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BorderFieldTest {
    private static final int SIDE = 64;

    /** Known in the column 20, a value by row. */
    private static float[] known(float[] planes, boolean slopes) {
        float[] known = new float[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            known[y * SIDE + 20] = 1;
            planes[y * SIDE + 20] = slopes ? y / 64f : 0.25f;
        }
        return known;
    }

    private static float[] carried(boolean slopes) {
        float[] planes = new float[SIDE * SIDE];
        float[] known = known(planes, slopes);
        float[] wanted = new float[SIDE * SIDE];
        Arrays.fill(wanted, 1);
        return BorderField.carried(planes, 1, known, wanted, SIDE);
    }

    @Test
    void whatIsTheSameAllAlongIsTheSameEverywhere() {
        for (float value : carried(false)) {
            assertThat(value).isCloseTo(0.25f, within(1e-5f));
        }
    }

    @Test
    void whatChangesAlongTheBorderChangesAsMuchBesideItAndLessFarAway() {
        float[] carried = carried(true);
        assertThat(carried[40 * SIDE + 21]).isCloseTo(40 / 64f, within(0.01f));
        float beside = carried[50 * SIDE + 22] - carried[14 * SIDE + 22];
        float far = carried[50 * SIDE + 62] - carried[14 * SIDE + 62];
        assertThat(beside).isCloseTo(36 / 64f, within(0.03f));
        assertThat(far).isBetween(0.1f, 0.8f * beside);
    }

    @Test
    void nothingKnownIsNothing() {
        float[] none = new float[SIDE * SIDE];
        assertThat(BorderField.carried(none.clone(), 1, none, none, SIDE)).containsOnly(0);
    }
}
