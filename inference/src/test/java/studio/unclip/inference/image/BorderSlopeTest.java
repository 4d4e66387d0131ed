package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BorderSlopeTest {
    private static final int SIZE = 512;
    private static final int PIXELS = SIZE * SIZE;
    private static final int BORDER = 200;

    /** New to the left of the border, a ring of 16. */
    private static float[] repaint() {
        float[] repaint = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int x = i % SIZE;
            repaint[i] = x < BORDER ? 1 : x < BORDER + 16 ? (BORDER + 16 - x) / 17f : 0;
        }
        return repaint;
    }

    /** What a pixel of a picture shows. */
    @FunctionalInterface
    private interface Tone {
        double at(int x, int y);
    }

    private static float[] picture(Tone tone) {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = (float) tone.at(i % SIZE, i % PIXELS / SIZE);
        }
        return planes;
    }

    /** Grows lighter along the border and away from it. */
    private static double sky(int x, int y) {
        return -0.4 + 0.0008 * y + 0.0005 * (x - BORDER);
    }

    private static float[] taken(Tone old, Tone painted) {
        return BorderSlope.taken(picture(old), picture(painted), repaint(), SIZE);
    }

    @Test
    void aStepGoesAllAcrossTheNewSide() {
        float[] taken = taken(BorderSlopeTest::sky, (x, y) -> sky(x, y) + (x < BORDER ? 0.05 + 0.00004 * y : 0));
        for (int x = 0; x < BORDER; x += 11) {
            assertThat(taken[256 * SIZE + x]).isCloseTo((float) sky(x, 256), within(0.004f));
        }
    }

    @Test
    void aBendIsTakenNearTheBorderAndTheNewSideKeepsItsOwnSlopeFarAway() {
        Tone flat = (x, y) -> x < BORDER ? sky(BORDER, y) : sky(x, y);
        float[] taken = taken(BorderSlopeTest::sky, flat);
        int row = 256 * SIZE;
        double beside = (taken[row + BORDER - 1] - taken[row + BORDER - 9]) / 8;
        assertThat(beside).as("slope beside the border").isBetween(0.0003, 0.0006);
        assertThat(Math.abs(taken[row + 20] - taken[row + 12]) / 8)
                .as("far away")
                .isLessThan(0.0002f);
        assertThat(taken[row + BORDER - 1]).isCloseTo((float) sky(BORDER - 1, 256), within(0.002f));
    }

    /** Twenty pixels from the border a thing begins: its ground tells of a step all the same. */
    @Test
    void aStepGoesAlsoWhereAThingIsNear() {
        Tone near = (x, y) -> x >= BORDER + 20 ? 0.9 : sky(x, y);
        float[] taken = taken(near, (x, y) -> near.at(x, y) + (x < BORDER ? 0.05 : 0));
        for (int x = 0; x < BORDER; x += 11) {
            assertThat(taken[256 * SIZE + x]).isCloseTo((float) sky(x, 256), within(0.006f));
        }
    }

    /** A picture's last pixels are often half a level darker; far beyond them nothing is. */
    @Test
    void whatIsLeftNextToTheBorderIsTakenThereOnly() {
        Tone dark = (x, y) -> sky(x, y) - (x >= BORDER && x < BORDER + 4 ? 0.004 : 0);
        float[] taken = taken(dark, BorderSlopeTest::sky);
        int row = 256 * SIZE;
        assertThat(taken[row + BORDER - 1]).isLessThan((float) sky(BORDER - 1, 256) - 0.0015f);
        assertThat(taken[row + BORDER - 60]).isCloseTo((float) sky(BORDER - 60, 256), within(0.008f));
    }

    /** Beside a horizon nothing is plain; both grounds are told of from farther along. */
    @Test
    void aLineThatCrossesTheBorderTellsNothing() {
        Tone scene = (x, y) -> y < 250 ? 0.6 : -0.5;
        Tone off = (x, y) -> y < 256 ? 0.6 : -0.5;
        float[] taken = taken(scene, off);
        float[] painted = picture(off);
        for (int i = 0; i < taken.length; i++) {
            assertThat(taken[i]).isCloseTo(painted[i], within(1e-4f));
        }
    }

    @Test
    void anotherThingBehindTheBorderIsLeftAlone() {
        float[] painted = picture((x, y) -> x < BORDER ? 0.8 : sky(x, y));
        assertThat(BorderSlope.taken(picture(BorderSlopeTest::sky), painted, repaint(), SIZE))
                .isEqualTo(painted);
    }

    @Test
    void theOldSideIsNeverTouched() {
        float[] painted = picture((x, y) -> sky(x, y) + 0.05);
        float[] taken = BorderSlope.taken(picture(BorderSlopeTest::sky), painted, repaint(), SIZE);
        for (int i = 0; i < taken.length; i++) {
            if (i % SIZE >= BORDER) {
                assertThat(taken[i]).isEqualTo(painted[i]);
            }
        }
        assertThat(taken[100]).isNotEqualTo(painted[100]);
    }

    @Test
    void fourSidesAndCornersAreLedOverAtOnce() {
        float[] all = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int x = i % SIZE;
            int y = i / SIZE;
            all[i] = x < 120 || y < 120 || x >= 392 || y >= 392 ? 1 : 0;
        }
        float[] painted = picture((x, y) -> x < 120 || y < 120 || x >= 392 || y >= 392 ? 0.26 : 0.2);
        float[] taken = BorderSlope.taken(picture((x, y) -> 0.2), painted, all, SIZE);
        for (float tone : taken) {
            assertThat(tone).isCloseTo(0.2f, within(0.002f));
        }
    }
}
