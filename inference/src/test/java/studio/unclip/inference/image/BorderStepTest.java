package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BorderStepTest {
    private static final int SIZE = 256;
    private static final int PIXELS = SIZE * SIZE;

    /** The old picture begins here, */
    private static final int EDGE = 100;

    /** and is seen from here on. */
    private static final int BORDER = 104;

    private static final int ROW = 130 * SIZE;

    private static final float[] REPAINT = left(EDGE);
    private static final float[] FRESH = left(BORDER);

    private static float[] left(int end) {
        float[] values = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            values[i] = i % SIZE < end ? 1 : 0;
        }
        return values;
    }

    private static float[] picture(IntToDoubleFunction tone) {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) tone.applyAsDouble(i % PIXELS);
        }
        return planes;
    }

    @Test
    void aStepAlongTheBorderIsGoneAndFadesIntoTheNewSide() {
        float[] after = picture(i -> 0.2);
        float[] taken = BorderStep.taken(picture(i -> 0.3), after, REPAINT, FRESH, SIZE);
        assertThat(taken[ROW + BORDER - 1]).isCloseTo(0.3f, within(0.002f));
        assertThat(taken[ROW + BORDER - 2]).isCloseTo(0.3f, within(0.02f));
        assertThat(taken[ROW + BORDER - 20]).isBetween(0.2f, 0.29f);
        assertThat(taken[ROW]).isCloseTo(0.2f, within(0.005f));
        for (int i = 0; i < after.length; i++) {
            assertThat(FRESH[i % PIXELS] == 1 || taken[i] == after[i]).isTrue();
        }
    }

    /** A band of haze that begins at the border would be seen to begin there. */
    @Test
    void aThinDifferenceIsCarriedOnManyTimesAsFarAsItIsWide() {
        float[] after = picture(i -> i / SIZE / 4 == 32 ? 0.2 : 0.3);
        float[] taken = BorderStep.taken(picture(i -> 0.3), after, REPAINT, FRESH, SIZE);
        assertThat(taken[ROW + BORDER - 1]).isCloseTo(0.3f, within(0.01f));
        assertThat(taken[ROW + BORDER - 6]).isBetween(0.255f, 0.285f);
        assertThat(taken[ROW + BORDER - 16]).isBetween(0.22f, 0.24f);
        assertThat(taken[ROW]).isCloseTo(0.2f, within(0.005f));
        assertThat(taken[160 * SIZE + BORDER - 16]).isCloseTo(0.3f, within(0.005f));
    }

    /** What would be a glow far into the sky. */
    @Test
    void aStepBetweenTwoThingsIsBlurredAndNotCarried() {
        float[] after = picture(i -> -0.5);
        float[] taken = BorderStep.taken(picture(i -> 0.5), after, REPAINT, FRESH, SIZE);
        assertThat(taken[ROW + BORDER - 1]).isCloseTo(0.5f, within(0.01f));
        assertThat(taken[ROW + BORDER - 4]).isBetween(-0.3f, 0.3f);
        assertThat(taken[ROW + BORDER - 13]).isEqualTo(-0.5f);
    }

    /** A thing's tip before another ground differs a little in one channel and much in another. */
    @Test
    void whatIsAnotherThingInOneChannelIsCarriedInNone() {
        float[] after = picture(i -> 0.3);
        float[] before = after.clone();
        for (int pixel = 120 * SIZE; pixel < 140 * SIZE; pixel++) {
            before[pixel] -= 0.6f;
            before[PIXELS + pixel] -= 0.08f;
        }
        float[] taken = BorderStep.taken(before, after, REPAINT, FRESH, SIZE);
        assertThat(taken[PIXELS + ROW + BORDER - 1]).isCloseTo(0.22f, within(0.01f));
        assertThat(taken[ROW + BORDER - 16]).isEqualTo(0.3f);
        assertThat(taken[PIXELS + ROW + BORDER - 16]).isEqualTo(0.3f);
    }

    @Test
    void whatAgreesStaysAsItIs() {
        float[] planes = picture(i -> i * 7919 % 97 / 97.0);
        assertThat(BorderStep.taken(planes, planes, REPAINT, FRESH, SIZE)).isEqualTo(planes);
    }

    @Test
    void whereTheOldPictureIsNotKnownUnderTheNewOneNothingIsDone() {
        float[] after = picture(i -> 0.1);
        assertThat(BorderStep.taken(picture(i -> 0.3), after, FRESH, FRESH, SIZE))
                .isSameAs(after);
        assertThat(BorderStep.taken(after, after, new float[PIXELS], new float[PIXELS], SIZE))
                .isSameAs(after);
    }

    @Test
    void theOtherSidesAreAsThisOne() {
        float[] before = picture(i -> 0.3 + i * 4e-6);
        float[] after = picture(i -> 0.25 - i * 4e-6);
        float[] taken = BorderStep.taken(before, after, REPAINT, FRESH, SIZE);
        float[] turned = BorderStep.taken(turned(before), turned(after), turned(REPAINT), turned(FRESH), SIZE);
        assertThat(turned(turned)).containsExactly(taken, within(1e-4f));
    }

    private static float[] turned(float[] planes) {
        return TurnedPlanes.turned(planes, SIZE);
    }
}
