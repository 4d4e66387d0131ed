package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RingMatchTest {
    private static final int SIZE = 512;
    private static final int PIXELS = SIZE * SIZE;
    private static final int BORDER = 200;
    private static final int END = 216;

    private static final float[] REPAINT = repaint();

    private static float[] repaint() {
        float[] repaint = new float[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int x = i % SIZE;
            repaint[i] = x < BORDER ? 1 : x < END ? (END - x) / 17f : 0;
        }
        return repaint;
    }

    /** Dark from one row on to another. */
    private static float[] dark(int from, int to) {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < planes.length; i++) {
            int y = i % PIXELS / SIZE;
            planes[i] = y >= from && y < to ? -0.4f : 0.6f;
        }
        return planes;
    }

    @Test
    void aLineThatIsOffIsSeenOnceInTheRing() {
        float[] before = dark(300, SIZE);
        float[] after = dark(305, SIZE);
        float[] taken = RingMatch.taken(before, after, REPAINT, SIZE);
        for (int i = 0; i < taken.length; i++) {
            int x = i % SIZE;
            assertThat(taken[i]).isEqualTo(x < BORDER || x >= END ? after[i] : before[i]);
        }
    }

    @Test
    void somethingBroadThatDiffersStaysAsItWasPainted() {
        float[] after = dark(200, 320);
        float[] taken = RingMatch.taken(dark(SIZE, SIZE), after, REPAINT, SIZE);
        assertThat(taken[260 * SIZE + BORDER + 2]).isEqualTo(-0.4f);
        assertThat(taken[100 * SIZE + BORDER + 2]).isEqualTo(0.6f);
        assertThat(taken[400 * SIZE + BORDER + 2]).isEqualTo(0.6f);
    }
}
