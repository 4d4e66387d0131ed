package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BorderFitTest {
    private static final int SIDE = 32;
    private static final int PIXELS = SIDE * SIDE;
    private static final int BORDER = 12;
    private static final float[] REPAINT = left(BORDER);
    private static final float[] PROMISED = new float[3 * PIXELS];

    private static float[] left(int end) {
        float[] values = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            values[i] = i % SIDE < end ? 1 : 0;
        }
        return values;
    }

    /** The promised picture, with a square of another tone. */
    private static float[] blot(int x, int y, int wide, float tone) {
        float[] made = PROMISED.clone();
        for (int i = 0; i < made.length; i++) {
            int pixel = i % PIXELS;
            int across = pixel % SIDE - x;
            int down = pixel / SIDE - y;
            if (across >= 0 && across < wide && down >= 0 && down < wide) {
                made[i] = tone;
            }
        }
        return made;
    }

    private static double off(float[] made) {
        return BorderFit.off(made, PROMISED, REPAINT, SIDE);
    }

    @Test
    void whatWasPromisedIsNotOff() {
        assertThat(off(PROMISED)).isZero();
    }

    @Test
    void aBlotBesideTheBorderIsWorseThanTheSameFartherOff() {
        double beside = off(blot(8, 10, 4, 0.3f));
        double farther = off(blot(4, 10, 4, 0.3f));
        assertThat(beside).isGreaterThan(2 * farther);
        assertThat(farther).isPositive();
        assertThat(off(blot(0, 10, 3, 0.3f))).isZero();
    }

    @Test
    void theOldPictureItselfIsNotLookedAt() {
        assertThat(off(blot(BORDER, 10, 8, 1))).isZero();
    }

    @Test
    void aBlotCountsForNoMoreThanAnotherThing() {
        assertThat(off(blot(8, 10, 4, 1))).isEqualTo(off(blot(8, 10, 4, 0.5f)));
    }

    @Test
    void anotherToneAllAlongIsOffByIt() {
        float[] made = PROMISED.clone();
        Arrays.fill(made, 0.1f);
        assertThat(off(made)).isCloseTo(0.1, within(1e-6));
    }

    @Test
    void whereNothingIsOldOrNothingNewNothingIsOff() {
        float[] made = blot(8, 10, 4, 0.3f);
        assertThat(BorderFit.off(made, PROMISED, left(0), SIDE)).isZero();
        assertThat(BorderFit.off(made, PROMISED, left(SIDE), SIDE)).isZero();
    }
}
