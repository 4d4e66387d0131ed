package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StraightFieldTest {
    private static final int SIZE = 128;
    private static final int PIXELS = SIZE * SIZE;
    private static final int FAR = 60;

    /** Old is a square in the right lower corner: a border at its left and one at its top. */
    private static final int LEFT = 70;

    private static final int TOP = 20;

    private static boolean old(int x, int y) {
        return x >= LEFT && y >= TOP;
    }

    /** A band of rows beside the left border. */
    private static float[] carried(int from, int to, float otherwise) {
        float[] planes = new float[3 * PIXELS];
        float[] known = new float[PIXELS];
        float[] fresh = new float[PIXELS];
        float[] elsewhere = new float[3 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int x = i % SIZE;
            int y = i / SIZE;
            fresh[i] = old(x, y) ? 0 : 1;
            known[i] = !old(x, y) && (old(x + 1, y) || old(x, y + 1)) ? 1 : 0;
            for (int c = 0; c < 3; c++) {
                planes[c * PIXELS + i] = known[i] > 0 && x < LEFT && y >= from && y < to ? 0.1f : 0;
                elsewhere[c * PIXELS + i] = otherwise;
            }
        }
        return StraightField.carried(planes, known, fresh, SIZE, elsewhere, FAR);
    }

    private static float at(float[] planes, int x, int y) {
        return planes[PIXELS + y * SIZE + x];
    }

    @Test
    void aBandGoesStraightOnAndWidensSlowly() {
        float[] carried = carried(60, 68, 0);
        assertThat(at(carried, LEFT - 1, 64)).isCloseTo(0.1f, within(1e-5f));
        assertThat(at(carried, LEFT - 10, 64)).isBetween(0.095f, 0.1f);
        assertThat(at(carried, LEFT - 40, 64)).isBetween(0.04f, 0.06f);
        assertThat(at(carried, LEFT - 40, 72)).isBetween(0.01f, 0.04f);
        assertThat(at(carried, LEFT - 1, 72)).isZero();
    }

    @Test
    void whatIsTheSameAllAlongStaysSo() {
        float[] carried = carried(0, SIZE, 0.7f);
        for (int x = LEFT - FAR; x < LEFT; x++) {
            assertThat(at(carried, x, 75)).isCloseTo(0.1f, within(1e-4f));
        }
    }

    @Test
    void beyondTheBordersEndsAndFartherThanItIsCarriedTheOtherFieldTells() {
        float[] carried = carried(TOP, SIZE, 0.7f);
        assertThat(at(carried, LEFT - 1, TOP - 2)).isEqualTo(0.7f);
        assertThat(at(carried, LEFT - 30, TOP - 14)).isEqualTo(0.7f);
        assertThat(at(carried, LEFT - 30, TOP)).isBetween(0.3f, 0.5f);
        assertThat(at(carried, LEFT - FAR - 1, 75)).isEqualTo(0.7f);
    }
}
