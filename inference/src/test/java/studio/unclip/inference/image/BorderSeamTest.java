package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class BorderSeamTest {
    private static final int SIZE = 512;
    private static final int PIXELS = SIZE * SIZE;
    private static final int BORDER = 200;

    /** Where the old picture ends, whose last columns are left to what is painted. */
    private static final int EDGE = BORDER - 4;

    private static final float[] LEFT = fresh();

    private static float[] fresh() {
        float[] fresh = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int x = i % SIZE;
            fresh[i] = x < BORDER ? 1 : x < BORDER + 16 ? (BORDER + 16 - x) / 17f : 0;
        }
        return fresh;
    }

    private static float[] plain() {
        return picture(i -> false);
    }

    /** Dark where it says, on a bright ground. */
    private static float[] picture(IntPredicate dark) {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = dark.test(i % PIXELS) ? -0.4f : 0.3f;
        }
        return planes;
    }

    private static IntPredicate box(int left, int top, int right, int bottom) {
        return i -> i % SIZE >= left && i % SIZE < right && i / SIZE >= top && i / SIZE < bottom;
    }

    @Test
    void aThingThatEndsAtTheBorderIsLedAround() {
        float[] taken = BorderSeam.taken(plain(), picture(box(176, 240, BORDER, 280)), LEFT, SIZE);
        for (float value : taken) {
            // At a corner of the thing a sixteenth of it is left.
            assertThat(value).isCloseTo(0.3f, within(0.05f));
        }
    }

    @Test
    void whatMeetsAtTheBorderStaysToTheBit() {
        float[] horizon = picture(i -> i / SIZE >= 300);
        assertThat(BorderSeam.taken(horizon, horizon, LEFT, SIZE)).isSameAs(horizon);
        float[] thing = picture(box(180, 240, 230, 280));
        assertThat(BorderSeam.taken(thing, thing, LEFT, SIZE)).isSameAs(thing);
        float[] texture = picture(i -> (i % SIZE / 3 + i / SIZE / 2) % 2 == 0);
        assertThat(BorderSeam.taken(texture, texture, LEFT, SIZE)).isSameAs(texture);
    }

    @Test
    void whatLiesApartFromTheBorderStaysToTheBit() {
        float[] thing = picture(box(150, 240, 180, 280));
        assertThat(BorderSeam.taken(plain(), thing, LEFT, SIZE)).isSameAs(thing);
    }

    @Test
    void onlyThePaintedPartIsTouched() {
        float[] after = picture(box(176, 240, 230, 280));
        float[] taken = BorderSeam.taken(plain(), after, LEFT, SIZE);
        for (int i = 0; i < after.length; i++) {
            if (LEFT[i % PIXELS] < 1) {
                assertThat(taken[i]).isEqualTo(after[i]);
            }
        }
    }

    /** Stripes end at the old picture's edge: a blur of them beside it would be seen as much. */
    @Test
    void aTexturedBorderIsNotCarriedFar() {
        float[] before = picture(i -> i % SIZE >= EDGE && i / SIZE / 6 % 2 == 0);
        float[] taken = BorderSeam.taken(before, plain(), LEFT, SIZE);
        assertThat(taken[256 * SIZE + BORDER - 40]).isCloseTo(0.3f, within(0.02f));
    }

    @Test
    void theOtherSidesAreCutAlongTheirOwnBorders() {
        float[] after = picture(box(176, 240, BORDER, 280));
        float[] across = BorderSeam.taken(turned(plain()), turned(after), turned(LEFT), SIZE);
        float[] down = turned(BorderSeam.taken(plain(), after, LEFT, SIZE));
        for (int i = 0; i < across.length; i++) {
            assertThat(across[i]).isCloseTo(down[i], within(0.01f));
        }
    }

    private static float[] turned(float[] planes) {
        return TurnedPlanes.turned(planes, SIZE);
    }
}
