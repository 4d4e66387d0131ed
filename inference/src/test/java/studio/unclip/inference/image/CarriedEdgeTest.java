package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CarriedEdgeTest {
    /** Left half known: sky above, ground below. The horizon goes on to the right. */
    @Test
    void aHorizonGoesOn() {
        int size = 32;
        float[] planes = new float[3 * size * size];
        float[] repaint = new float[size * size];
        for (int i = 0; i < size * size; i++) {
            repaint[i] = i % size < 16 ? 0 : 1;
            for (int c = 0; c < 3; c++) {
                planes[c * size * size + i] = i % size >= 16 ? 99 : i / size < 12 ? 0.5f : -0.5f;
            }
        }
        float[] filled = CarriedEdge.fill(planes, repaint, size, 16);
        for (int y = 0; y < 16; y++) {
            float here = filled[y * 16 + 9];
            if (y < 4 || y > 7) {
                assertThat(here).isCloseTo(y < 6 ? 0.5f : -0.5f, Offset.offset(0.1f));
            }
            assertThat(here > 0).as("row %d", y).isEqualTo(y < 6);
        }
        assertThat(filled[15]).isBetween(0.3f, 0.5f);
        assertThat(filled[15 * 16 + 15]).isBetween(-0.5f, -0.3f);
    }

    @Test
    void onePixelIsEnoughAndNoneIsGrey() {
        float[] planes = new float[3 * 64];
        float[] repaint = new float[64];
        Arrays.fill(repaint, 1);
        assertThat(CarriedEdge.fill(planes, repaint, 8, 4)).containsOnly(0);
        repaint[27] = 0;
        planes[27] = 0.75f;
        float[] filled = CarriedEdge.fill(planes, repaint, 8, 4);
        for (int i = 0; i < 16; i++) {
            assertThat(filled[i]).isEqualTo(0.75f);
        }
    }
}
