package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EdgeShiftTest {
    private static final int SIZE = 512;

    /** New to the left of 200, a band until 216. */
    private static final float[] LEFT = repaint();

    private static float[] repaint() {
        float[] repaint = new float[SIZE * SIZE];
        for (int i = 0; i < repaint.length; i++) {
            int x = i % SIZE;
            repaint[i] = x < 200 ? 1 : x < 216 ? (216 - x) / 17f : 0;
        }
        return repaint;
    }

    /** Dark below a horizon, bright above it. */
    private static float[] horizon(int y) {
        float[] planes = new float[3 * SIZE * SIZE];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i % (SIZE * SIZE) / SIZE < y ? 0.7f : -0.4f;
        }
        return planes;
    }

    /** The same, darker and darker below its horizon. */
    private static float[] shaded(int y) {
        float[] planes = horizon(y);
        for (int i = 0; i < planes.length; i++) {
            planes[i] -= 0.002f * Math.max(0, i % (SIZE * SIZE) / SIZE - y);
        }
        return planes;
    }

    /** The first row of a column that is dark. */
    private static int horizonAt(float[] planes, int x) {
        int y = 0;
        while (planes[y * SIZE + x] > 0.15f) {
            y++;
        }
        return y;
    }

    @Test
    void aHorizonThatIsTooLowMeetsThePicturesAndGoesBackToItsOwnFarAway() {
        float[] moved = EdgeShift.taken(horizon(300), horizon(314), LEFT, SIZE);
        assertThat(horizonAt(moved, 210)).isCloseTo(300, within(2));
        assertThat(horizonAt(moved, 199)).isCloseTo(300, within(2));
        // A shift of 14 fades over 168, smoothly: 12 of it are left after 40.
        assertThat(horizonAt(moved, 160)).isCloseTo(302, within(1));
        assertThat(horizonAt(moved, 20)).isEqualTo(314);
        assertThat(horizonAt(moved, 300)).as("what is known is not touched").isEqualTo(314);
    }

    /** Colours that are off all along the edge are more in sum than a line that is off at one place. */
    @Test
    void aDriftOfTheWholeEdgeHidesNoLine() {
        float[] after = horizon(310);
        for (int i = 0; i < after.length; i++) {
            after[i] += 0.12f;
        }
        float[] moved = EdgeShift.taken(horizon(300), after, LEFT, SIZE);
        assertThat(horizonAt(moved, 199)).isCloseTo(300, within(2));
        assertThat(horizonAt(moved, 20)).isEqualTo(310);
    }

    /** A sky that has another colour than the picture's, above a ground that has not. */
    @Test
    void aDriftOfWhatIsAboveALineHidesItNot() {
        float[] after = horizon(304);
        for (int i = 0; i < after.length; i++) {
            after[i] += after[i] > 0 ? -0.3f : 0;
        }
        float[] moved = EdgeShift.taken(horizon(300), after, LEFT, SIZE);
        assertThat(horizonAt(moved, 199)).isCloseTo(300, within(1));
        assertThat(horizonAt(moved, 20)).isEqualTo(304);
    }

    /** Shades that differ a little everywhere are more in sum than a line that is off by half a cell. */
    @Test
    void shadingBesideALineHidesItNot() {
        float[] before = shaded(300);
        float[] after = shaded(302);
        for (int i = 0; i < after.length; i++) {
            after[i] += 0.02f * (float) Math.sin(i % (SIZE * SIZE) / (5.0 * SIZE));
        }
        float[] moved = EdgeShift.taken(before, after, LEFT, SIZE);
        assertThat(horizonAt(moved, 199)).isCloseTo(300, within(1));
        assertThat(horizonAt(moved, 20)).isEqualTo(302);
    }

    /** A line that turns back to its own place within a few pixels has a kink at the edge. */
    @Test
    void aSmallShiftFadesSlowlyToo() {
        float[] moved = EdgeShift.taken(horizon(300), horizon(304), LEFT, SIZE);
        assertThat(horizonAt(moved, 199)).isCloseTo(300, within(1));
        assertThat(horizonAt(moved, 180)).isLessThanOrEqualTo(302);
        assertThat(horizonAt(moved, 130)).isEqualTo(304);
    }

    /** A slope that becomes level at the edge is a kink there, though both ends meet. */
    @Test
    void aHorizonGoesOnInThePicturesDirection() {
        float[] before = sloping(0.2f);
        float[] moved = EdgeShift.taken(before, sloping(0), LEFT, SIZE);
        assertThat(horizonAt(moved, 199)).isCloseTo(300, within(2));
        // 20 pixels out it has fallen by 4 of the slope's own, less what it has turned back.
        assertThat(horizonAt(moved, 180)).isCloseTo(303, within(1));
        assertThat(horizonAt(moved, 150)).isCloseTo(305, within(1));
        assertThat(horizonAt(moved, 4)).isEqualTo(300);
    }

    @Test
    void aHorizonThatSlopesBeyondALevelOneBeginsLevel() {
        float[] moved = EdgeShift.taken(sloping(0), sloping(0.2f), LEFT, SIZE);
        assertThat(horizonAt(moved, 180)).isCloseTo(301, within(1));
        assertThat(horizonAt(moved, 4)).isEqualTo(340);
    }

    /** Left of 200 as high as there, by so much a pixel. */
    private static float[] sloping(float slope) {
        float[] planes = new float[3 * SIZE * SIZE];
        for (int i = 0; i < planes.length; i++) {
            int x = i % SIZE;
            int y = i % (SIZE * SIZE) / SIZE;
            planes[i] = y < 300 + slope * (200 - x) ? 0.7f : -0.4f;
        }
        return planes;
    }

    /** Deep in the band what was painted keeps to the picture. */
    @Test
    void theOuterPartOfTheBandTells() {
        float[] after = horizon(312);
        float[] before = horizon(300);
        for (int i = 0; i < after.length; i++) {
            after[i] = i % SIZE < 206 ? after[i] : before[i];
        }
        assertThat(horizonAt(EdgeShift.taken(before, after, LEFT, SIZE), 199)).isCloseTo(300, within(2));
    }

    /** Bright, mid below the first line, dark below the second; the first slopes in what was painted. */
    private static float[] twoLines(int first, int slope, int second) {
        float[] planes = new float[3 * SIZE * SIZE];
        for (int i = 0; i < planes.length; i++) {
            int x = i % SIZE;
            int y = i % (SIZE * SIZE) / SIZE;
            int at = first - slope * Math.max(0, 200 - x) / 4;
            planes[i] = y < at ? 0.8f : y < second ? 0.3f : -0.6f;
        }
        return planes;
    }

    /** The edge of a thing slants away from the border; the horizon below it went on as it was. */
    @Test
    void aLineThatIsBentAndMovedTakesNoOtherWithIt() {
        float[] before = twoLines(200, 0, 260);
        float[] moved = EdgeShift.taken(before, twoLines(206, 2, 260), LEFT, SIZE);
        for (int x : new int[] {199, 180, 160, 140, 100, 50}) {
            int y = 230;
            while (moved[y * SIZE + x] > -0.15f) {
                y++;
            }
            assertThat(y).as("the second line at %d", x).isCloseTo(260, within(1));
        }
        int y = 150;
        while (moved[y * SIZE + 199] > 0.55f) {
            y++;
        }
        assertThat(y).as("the first line, met").isCloseTo(200, within(2));
    }

    /** A level horizon ends at a thing that is a little inside the picture: that thing's edge is not where it leads. */
    @Test
    void aThingNearTheEdgeIsNoDirection() {
        float[] before = horizon(300);
        for (int i = 0; i < before.length; i++) {
            int pixel = i % (SIZE * SIZE);
            if (pixel % SIZE >= 212 && pixel / SIZE >= 300 && pixel / SIZE < 306) {
                before[i] = 0.7f;
            }
        }
        float[] moved = EdgeShift.taken(before, horizon(300), LEFT, SIZE);
        for (int x : new int[] {199, 180, 160, 140, 100, 20}) {
            assertThat(horizonAt(moved, x)).as("at %d", x).isCloseTo(300, within(1));
        }
    }

    @Test
    void whatAgreesStaysToTheBit() {
        float[] after = horizon(300);
        assertThat(EdgeShift.taken(horizon(300), after, LEFT, SIZE)).isSameAs(after);
    }

    @Test
    void aPlainGroundOfAnotherColourIsNotMoved() {
        float[] after = horizon(SIZE);
        float[] before = after.clone();
        for (int i = 0; i < before.length; i++) {
            before[i] -= 0.1f;
        }
        assertThat(EdgeShift.taken(before, after, LEFT, SIZE)).isSameAs(after);
    }

    @Test
    void whatIsTooFarAwayIsAnotherThing() {
        float[] after = horizon(400);
        assertThat(EdgeShift.taken(horizon(300), after, LEFT, SIZE)).isSameAs(after);
    }

    @Test
    void theOtherSidesAreMovedAlongTheirOwnEdges() {
        float[] moved = EdgeShift.taken(turned(horizon(300)), turned(horizon(314)), turned(LEFT), SIZE);
        assertThat(turned(moved)).isEqualTo(EdgeShift.taken(horizon(300), horizon(314), LEFT, SIZE));
    }

    /** Rows as columns. */
    private static float[] turned(float[] planes) {
        float[] turned = new float[planes.length];
        int pixels = SIZE * SIZE;
        for (int i = 0; i < planes.length; i++) {
            int at = i % pixels;
            turned[i - at + at % SIZE * SIZE + at / SIZE] = planes[i];
        }
        return turned;
    }
}
