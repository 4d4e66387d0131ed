package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GroundMatchTest {
    private static final int SIZE = 256;
    private static final int PIXELS = SIZE * SIZE;

    /** A ground that grows lighter to the right. */
    private static float ground(int x) {
        return -0.3f + 0.4f * x / SIZE;
    }

    /** To be painted from 48 to 208, a soft edge of 8 around. */
    private static float[] repaint() {
        float[] repaint = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            repaint[i] = inside(i % SIZE, i / SIZE, 48) ? 1 : 0;
        }
        SoftEdge.outward(repaint, SIZE, SIZE, 8);
        return repaint;
    }

    private static boolean inside(int x, int y, int margin) {
        return x >= margin && y >= margin && x < SIZE - margin && y < SIZE - margin;
    }

    /** A thing of another colour in the middle, around it the ground, off by so much where it was painted. */
    private static float[] painted(float off, boolean thing) {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            int x = i % SIZE;
            int y = i % PIXELS / SIZE;
            planes[i] = ground(x) + (inside(x, y, 48) ? off : 0);
            if (thing && inside(x, y, 96)) {
                planes[i] = 0.9f;
            }
        }
        return planes;
    }

    @Test
    void theGroundAroundAThingBecomesTheExpectedOneAndTheThingStays() {
        float[] expected = painted(0, false);
        float[] taken = GroundMatch.taken(painted(-0.12f, true), expected, repaint(), SIZE, 1);
        for (int i = 0; i < PIXELS; i++) {
            boolean thing = inside(i % SIZE, i / SIZE, 96);
            assertThat(taken[i]).isCloseTo(thing ? 0.9f : expected[i], within(thing ? 1e-6f : 0.004f));
        }
    }

    /** A box that is off by much is still the ground, if it goes on without an edge from where it is off by little. */
    @Test
    void aGroundThatDepartsSlowlyIsFollowed() {
        float[] expected = painted(0, false);
        float[] painted = painted(0, false);
        for (int i = 0; i < painted.length; i++) {
            int x = i % SIZE;
            int y = i % PIXELS / SIZE;
            int deep = Math.min(Math.min(x, SIZE - 1 - x), Math.min(y, SIZE - 1 - y)) - 48;
            painted[i] += Math.clamp(deep * 0.01f, 0, 0.35f);
        }
        float[] taken = GroundMatch.taken(painted, expected, repaint(), SIZE, 1);
        assertThat(taken[128 * SIZE + 128]).isCloseTo(expected[128 * SIZE + 128], within(0.02f));
    }

    @Test
    void anotherGroundIsLeftAlone() {
        float[] painted = painted(0.5f, true);
        assertThat(GroundMatch.taken(painted, painted(0, false), repaint(), SIZE, 1))
                .isEqualTo(painted);
    }

    @Test
    void halfTheStrengthGoesHalfTheWay() {
        float[] expected = painted(0, false);
        float[] taken = GroundMatch.taken(painted(-0.12f, false), expected, repaint(), SIZE, 0.5);
        assertThat(taken[128 * SIZE + 128]).isCloseTo(expected[128 * SIZE + 128] - 0.06f, within(0.002f));
    }

    @Test
    void whatAgreesAndWhatIsNotPaintedStaysToTheBit() {
        float[] painted = painted(0, true);
        assertThat(GroundMatch.taken(painted, painted, repaint(), SIZE, 1)).isEqualTo(painted);
        float[] off = painted(-0.12f, false);
        float[] nowhere = new float[PIXELS];
        assertThat(GroundMatch.taken(off, painted(0, false), nowhere, SIZE, 1)).isEqualTo(off);
    }

    /** The ground's own grain is not the expected one's. */
    @Test
    void fineDetailOfTheGroundIsKeptInside() {
        float[] painted = painted(-0.1f, false);
        int middle = 128 * SIZE + 128;
        painted[middle] += 0.03f;
        float[] taken = GroundMatch.taken(painted, painted(0, false), repaint(), SIZE, 1);
        assertThat(taken[middle] - taken[middle + 2]).isBetween(0.02f, 0.04f);
    }
}
