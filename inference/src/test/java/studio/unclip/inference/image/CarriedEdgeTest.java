package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
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

    /** Left half known: a dark thing of three pixels touches the edge of a light ground. It would be a streak. */
    @Test
    void aThingAtTheEdgeDoesNotGoOn() {
        int size = 64;
        float[] planes = new float[3 * size * size];
        float[] repaint = new float[size * size];
        for (int i = 0; i < planes.length; i++) {
            int y = i / size % size;
            planes[i] = y >= 30 && y < 33 ? -0.8f : 0.5f;
            repaint[i % repaint.length] = i % size < 24 ? 0 : 1;
        }
        float[] filled = CarriedEdge.fill(planes, repaint, size, size);
        for (int i = 0; i < filled.length; i++) {
            assertThat(filled[i]).isEqualTo(i % size < 24 ? planes[i] : 0.5f, Offset.offset(1e-5f));
        }
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

    /** Left half known, brighter downward: to the far side, and up to the corners, the same. */
    @Test
    void aGradientAlongTheEdgeGoesOnUnflattened() {
        int size = 64;
        float[] planes = new float[3 * size * size];
        float[] repaint = new float[size * size];
        for (int i = 0; i < planes.length; i++) {
            int y = i / size % size;
            planes[i] = y / 32f - 1;
            repaint[i % repaint.length] = i % size < 24 ? 0 : 1;
        }
        float[] filled = CarriedEdge.fill(planes, repaint, size, 32);
        for (int y = 0; y < 32; y++) {
            for (int x = 12; x < 32; x++) {
                assertThat(filled[y * 32 + x])
                        .as("%d, %d", x, y)
                        .isCloseTo(filled[y * 32], Offset.offset(y == 0 || y == 31 ? 0.02f : 0.005f));
            }
        }
        assertThat(CarriedEdge.error(planes, repaint, size, 32)).isLessThan(0.01);
    }

    @Test
    void anEdgeThatShowsSomethingIsFarOff() {
        int size = 64;
        float[] planes = new float[3 * size * size];
        float[] repaint = new float[size * size];
        Random random = new Random(1);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i % size / 4 % 2 == 0 ? 0.4f : -0.2f + 0.1f * random.nextFloat();
            repaint[i % repaint.length] = i % size < 40 ? 0 : 1;
        }
        assertThat(CarriedEdge.error(planes, repaint, size, 32)).isGreaterThan(0.2);
    }

    @Test
    void whereThereIsTooLittleNothingIsForetold() {
        float[] repaint = new float[32 * 32];
        Arrays.fill(repaint, 1);
        assertThat(CarriedEdge.error(new float[3 * 32 * 32], repaint, 32, 32)).isInfinite();
        repaint[40] = 0;
        assertThat(CarriedEdge.error(new float[3 * 32 * 32], repaint, 32, 32)).isInfinite();
        Arrays.fill(repaint, 0);
        assertThat(CarriedEdge.error(new float[3 * 32 * 32], repaint, 32, 32))
                .as("nothing is unknown")
                .isInfinite();
    }
}
